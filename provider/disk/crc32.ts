import * as zlib from "node:zlib";

/** Node's own, which came with 20.15. */
const native = (zlib as Partial<typeof zlib>).crc32;

const polynomial = 0xedb88320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    return rest;
});

/** The CRC-32 of Ethernet, zip and gzip, which GPT uses too. Goes on from that of the bytes before. */
export const crc32: (bytes: Uint8Array, before?: number) => number = native ?? ownCrc32;

export function ownCrc32(bytes: Uint8Array, before = 0): number {
    let rest = before ^ 0xffffffff;
    for (const byte of bytes) rest = (rest >>> 8) ^ (table[(rest ^ byte) & 0xff] ?? 0);
    return (rest ^ 0xffffffff) >>> 0;
}
