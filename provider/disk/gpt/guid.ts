import { createHash } from "node:crypto";

/** The sixteen bytes of a GUID as they are on a disk: the first three fields are little-endian. */
export function guidBytes(text: string): Buffer {
    const bytes = Buffer.from(text.replaceAll("-", ""), "hex");
    if (bytes.length !== 16) throw new Error(`not a GUID: ${text}`);
    bytes.subarray(0, 4).reverse();
    bytes.subarray(4, 6).reverse();
    bytes.subarray(6, 8).reverse();
    return bytes;
}

/** A GUID that is always the same for the same texts: version 8, whose bits are free. */
export function guidOf(...texts: readonly string[]): string {
    const bytes = createHash("sha256").update(texts.join("\0")).digest().subarray(0, 16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
