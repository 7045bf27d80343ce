import { emptyAdv } from "./adv";
import { extentsOf } from "./extents";
import type { Loader } from "./installer";

/*
 * What SYSLINUX's installer does once `ldlinux.sys` is on the disk: `syslinux_patch` of its libinstaller/syslxmod.c. The
 * boot sector is told the first sector of the file, and the file's own start all others.
 */

const magic = 0x3eb202fe;
const sectorBytes = 512;

/** Fields of `struct patch_area`, from the magic number on. */
const area = { dataSectors: 8, advSectors: 10, dwords: 12, checksum: 16, extended: 22 } as const;

/** Fields of `struct ext_patch_area`: each says where something is. */
const extended = {
    advPointers: 0,
    extents: 10,
    extentCount: 12,
    firstSectorLow: 14,
    firstSectorHigh: 16,
} as const;

/** `ldlinux.sys` as it lies on a disk: two copies of its data vector come behind it. */
export function systemFile({ system }: Loader): Buffer {
    return Buffer.concat([system, emptyAdv, emptyAdv]);
}

/** The boot sector and `ldlinux.sys`, for a file that has these sectors of its partition. */
export function patched(loader: Loader, sectors: readonly number[]): { bootSector: Buffer; system: Buffer } {
    const bootSector = Buffer.from(loader.bootSector);
    const file = systemFile(loader);
    const system = file.subarray(0, loader.system.length);
    const at = findMagic(system);
    const field = (offset: number): number => system.readUInt16LE(at + area.extended) + offset;
    const pointer = (offset: number): number => system.readUInt16LE(field(offset));

    const [first = 0, ...others] = sectors;
    bootSector.writeUInt32LE(first, pointer(extended.firstSectorLow));
    bootSector.writeUInt32LE(0, pointer(extended.firstSectorHigh));

    system.writeUInt16LE(system.length / sectorBytes, at + area.dataSectors);
    system.writeUInt16LE(2, at + area.advSectors);
    system.writeUInt32LE(system.length / 4, at + area.dwords);
    const data = others.slice(0, -2);
    system.set(extentsOf(data, pointer(extended.extentCount)), pointer(extended.extents));
    others.slice(-2).forEach((sector, index) => {
        system.writeBigUInt64LE(BigInt(sector), pointer(extended.advPointers) + index * 8);
    });
    system.writeUInt32LE(0, at + area.checksum);
    system.writeUInt32LE(checksum(system), at + area.checksum);
    return { bootSector, system: file };
}

function findMagic(system: Buffer): number {
    for (let at = 0; at + 24 <= system.length; at += 4) {
        if (system.readUInt32LE(at) === magic) return at;
    }
    throw new Error("ldlinux.sys has nothing to patch");
}

/** Makes the sum of all words the magic number. */
function checksum(system: Buffer): number {
    let sum = magic;
    for (let at = 0; at < system.length; at += 4) sum = (sum - system.readUInt32LE(at)) >>> 0;
    return sum;
}
