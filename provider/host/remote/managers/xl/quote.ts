/**
 * A string of xl's configuration files. A line ends it and a backslash begins an escape. Those with numbers are C's in its manual alone: xl
 * 4.17 refuses them, and takes all other characters as they are.
 */
export function quoted(text: string): string {
    return `"${text.replace(/["\\]/g, (character) => `\\${character}`).replaceAll("\n", "\\n")}"`;
}

/** A list of them. */
export function list(texts: readonly string[]): string {
    return `[ ${texts.map(quoted).join(", ")} ]`;
}
