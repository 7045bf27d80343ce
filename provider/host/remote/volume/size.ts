/** `64 MiB`, or bytes where it is not whole. */
export function sizeText(bytes: number): string {
    const mebibytes = bytes / (1024 * 1024);
    return Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${bytes} bytes`;
}
