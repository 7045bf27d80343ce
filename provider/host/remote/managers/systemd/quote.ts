/** One word of a command line in a unit file, which knows quotes, C's escapes, specifiers and variables. */
export function quoted(word: string): string {
    return `"${escaped(word).replaceAll("$", () => "$$")}"`;
}

/**
 * One path of a setting that is a list of paths, such as `ReadWritePaths=`: it knows quotes and specifiers, and no escapes. Check
 * has seen to it that there are not quotes of both kinds in it, nor what ends a line.
 */
export function quotedPath(path: string): string {
    const quote = path.includes('"') ? "'" : '"';
    return `${quote}${path.replaceAll("%", "%%")}${quote}`;
}

/** The unit that stands for a device: `dev-disk-by\\x2did-disk1.device`. */
export function deviceUnit(path: string): string {
    const bytes = [...Buffer.from(path.replace(/^\/+|\/+$/g, "").replace(/\/+/g, "/"))];
    const name = bytes.map((byte, index) => {
        const character = String.fromCharCode(byte);
        if (character === "/") return "-";
        const isPlain = /[A-Za-z0-9:_]/.test(character) || (character === "." && index > 0);
        return isPlain ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
    });
    return `${name.join("")}.device`;
}

/** A path of `DeviceAllow=`, which knows C's escapes, too. */
export function quotedDevice(path: string): string {
    return `"${escaped(path)}"`;
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
