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
    const advance = (count: number): number => {
        const before = position;
        position += count;
        return before;
    };
    const word = (): bigint =>
        bits === 64 ? bytes.readBigUInt64LE(advance(8)) : BigInt(bytes.readUInt32LE(advance(4)));
    return {
        u16: () => bytes.readUInt16LE(advance(2)),
        u32: () => bytes.readUInt32LE(advance(4)),
        word,
        size: () => Number(word()),
    };
}
