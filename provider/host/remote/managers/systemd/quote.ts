/** One word of a command line in a unit file, which knows quotes, C's escapes, specifiers and variables. */
export function quoted(word: string): string {
    return `"${escaped(word).replaceAll("$", () => "$$")}"`;
}

function escaped(text: string): string {
    return text
        .replaceAll("%", "%%")
        .replace(/["\\]/g, (character) => `\\${character}`)
        .replace(/\p{Cc}/gu, (character) => {
            const code = character.charCodeAt(0);
            return code < 0x80 ? `\\x${code.toString(16).padStart(2, "0")}` : character;
        });
}
