/**
 * The text without halves of surrogate pairs, as an excerpt cut in the middle of a character has. No message may hold
 * one: the other side would refuse the whole of it.
 */
export function wellFormed(text: string): string {
    return /[\ud800-\udfff]/.test(text) ? Buffer.from(text).toString() : text;
}
