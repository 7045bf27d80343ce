/** One word of a shell's command line, in which nothing means anything to the shell. */
export function shellQuoted(word: string): string {
    return `'${word.replaceAll("'", "'\\''")}'`;
}
