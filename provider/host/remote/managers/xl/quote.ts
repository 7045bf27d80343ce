/**
 * A string of xl's configuration files. A line ends it and a backslash begins an escape, of which it knows C's, and two
 * hexadecimal digits for the rest.
 */
export function quoted(text: string): string {
    const escaped = text
        .replace(/["\\]/g, (character) => `\\${character}`)
        .replace(
            // eslint-disable-next-line no-control-regex
            /[\x00-\x1f\x7f]/g,
            (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
        );
    return `"${escaped}"`;
}

/** A list of them. */
export function list(texts: readonly string[]): string {
    return `[ ${texts.map(quoted).join(", ")} ]`;
}
