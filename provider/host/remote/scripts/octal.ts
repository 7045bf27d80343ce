/** Bytes that no shell variable could hold, as `printf %b` writes them. */
export function octal(bytes: Uint8Array): string {
    return [...bytes].map((byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join("");
}
