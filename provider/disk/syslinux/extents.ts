/* `generate_extents` of SYSLINUX's libinstaller/syslxmod.c. */

const sectorBytes = 512;
const extentBytes = 10;

/** Where `ldlinux.sys` begins in memory. */
const loadAddress = 0x8000;
const segmentBytes = 0x10000;

/**
 * The rows of sectors that the boot code reads, each at once: less than 64 KiB, and none over the border of a segment.
 * Fills a table of so many rows.
 */
export function extentsOf(sectors: readonly number[], rows: number): Buffer {
    const table = Buffer.alloc(rows * extentBytes);
    let row = 0;
    let start = 0;
    for (let index = 1; index <= sectors.length; index++) {
        if (index < sectors.length && continues(sectors, start, index)) continue;
        if (row >= rows) throw new Error("ldlinux.sys is in too many pieces");
        table.writeBigUInt64LE(BigInt(sectors[start] ?? 0), row * extentBytes);
        table.writeUInt16LE(index - start, row * extentBytes + 8);
        row++;
        start = index;
    }
    return table;
}

/** The memory that each call reads into follows that of the one before. */
function continues(sectors: readonly number[], start: number, index: number): boolean {
    const bytes = (index - start + 1) * sectorBytes;
    const base = loadAddress + start * sectorBytes;
    const follows = sectors[index] === (sectors[start] ?? 0) + index - start;
    return follows && bytes < segmentBytes && segmentOf(base) === segmentOf(base + bytes - 1);
}

function segmentOf(address: number): number {
    return Math.floor(address / segmentBytes);
}
