export type Bits = 32 | 64;

export function u16(value: number): Buffer {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE(value);
    return bytes;
}

export function u32(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
}

export function u64(value: bigint): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(value);
    return bytes;
}

/** An address, offset or size, as wide as the file's class. */
export function word(bits: Bits, value: number | bigint): Buffer {
    return bits === 64 ? u64(BigInt(value)) : u32(Number(value));
}

export function padded(bytes: Buffer, step: number): Buffer {
    return Buffer.concat([bytes, Buffer.alloc(roundUp(bytes.length, step) - bytes.length)]);
}

export function roundUp(value: number, step: number): number {
    return Math.ceil(value / step) * step;
}
