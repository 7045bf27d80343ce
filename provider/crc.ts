/** A cyclic redundancy check. Goes on from that of the bytes before. */
export type Crc = (bytes: Uint8Array, before?: number) => number;

/** Those of 32 bits that take each byte's lowest bit first, by the polynomial in that order. */
export function crcBy(polynomial: number): Crc {
    const table = Uint32Array.from({ length: 256 }, (_, byte) => {
        let rest = byte;
        for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
        return rest;
    });
    return (bytes, before = 0) => {
        let rest = ~before;
        for (const byte of bytes) rest = (rest >>> 8) ^ (table[(rest ^ byte) & 0xff] ?? 0);
        return ~rest >>> 0;
    };
}
