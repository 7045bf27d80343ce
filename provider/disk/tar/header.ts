/* The `oldgnu` format of GNU tar: `struct oldgnu_header` and `struct sparse_header` of its tar.h. */

export const blockBytes = 512;

/** What is stored of a sparse file: `length` bytes of it, from `offset` on. */
export interface Piece {
    readonly offset: number;
    readonly length: number;
}

/** How many pieces the map in a header holds, and in each block that follows it. */
export const capacity = { header: 4, block: 21 } as const;

const pieceBytes = 24;

export interface FileHeader {
    /** At most 100 ASCII characters. */
    readonly name: string;
    /** Of the file, holes included. */
    readonly size: number;
    /** Bytes of it that are in the archive. */
    readonly stored: number;
    readonly map: readonly Piece[];
    /** Blocks with more of the map follow. */
    readonly goesOn: boolean;
}

/** The file belongs to root, and was last changed when time began. */
export function fileHeader({ name, size, stored, map, goesOn }: FileHeader): Uint8Array {
    const block = Buffer.alloc(blockBytes);
    block.write(name, 0, 100, "latin1");
    block.write("0000644\0", 100);
    block.write("0000000\0", 108);
    block.write("0000000\0", 116);
    writeNumber(block, 124, stored);
    writeNumber(block, 136, 0);
    block.write("S", 156);
    block.write("ustar  \0", 257);
    writeMap(block, 386, map);
    block[482] = goesOn ? 1 : 0;
    writeNumber(block, 483, size);
    // The checksum is the sum of all bytes, its own field taken for spaces.
    block.fill(" ", 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return block;
}

/** A block that goes on with the map of the header before it. */
export function mapBlock(map: readonly Piece[], goesOn: boolean): Uint8Array {
    const block = Buffer.alloc(blockBytes);
    writeMap(block, 0, map);
    block[capacity.block * pieceBytes] = goesOn ? 1 : 0;
    return block;
}

function writeMap(block: Buffer, at: number, map: readonly Piece[]): void {
    map.forEach(({ offset, length }, index) => {
        writeNumber(block, at + index * pieceBytes, offset);
        writeNumber(block, at + index * pieceBytes + 12, length);
    });
}

/** Twelve bytes: eleven octal digits, or from 8 GiB on a binary number with its highest bit set. */
function writeNumber(block: Buffer, at: number, value: number): void {
    if (value < 8 ** 11) {
        block.write(`${value.toString(8).padStart(11, "0")}\0`, at);
    } else {
        block[at] = 0x80;
        block.writeBigUInt64BE(BigInt(value), at + 4);
    }
}
