const polynomial = 0x82f63b78;

const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    return rest;
});

/** CRC-32C (Castagnoli), which Cloud Storage has of every object. Goes on from that of the bytes before. */
export function crc32c(bytes: Uint8Array, before = 0): number {
    let rest = ~before;
    for (const byte of bytes) rest = (rest >>> 8) ^ (table[(rest ^ byte) & 0xff] ?? 0);
    return ~rest >>> 0;
}

/** As Cloud Storage writes it: big-endian, in base64. */
export function writtenCrc32c(crc: number): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc);
    return bytes.toString("base64");
}
