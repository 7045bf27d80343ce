export type Bits = 32 | 64;

/** Reads little-endian fields one after the other. Addresses, offsets and sizes are as wide as the file's class. */
export interface Cursor {
    readonly u16: () => number;
    readonly u32: () => number;
    readonly word: () => bigint;
    /** A word as a number. Exact up to 2^53, and still larger than any file beyond that. */
    readonly size: () => number;
}

export function cursorAt(bytes: Buffer, start: number, bits: Bits): Cursor {
    let position = start;
    const u16 = (): number => {
        position += 2;
        return bytes.readUInt16LE(position - 2);
    };
    const u32 = (): number => {
        position += 4;
        return bytes.readUInt32LE(position - 4);
    };
    const u64 = (): bigint => {
        position += 8;
        return bytes.readBigUInt64LE(position - 8);
    };
    const word = bits === 64 ? u64 : (): bigint => BigInt(u32());
    const size = bits === 64 ? (): number => u32() + u32() * 2 ** 32 : u32;
    return { u16, u32, word, size };
}
