/** Text that goes to the end of its line, as in `Description=`. A unit file knows specifiers and line ends that go on. */
export function plain(text: string): string {
    return text.replaceAll("%", "%%").replace(/[\p{Cc}\\]+/gu, " ");
}
