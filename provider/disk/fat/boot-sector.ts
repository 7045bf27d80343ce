import { fatCopies, reservedSectors, sectorBytes, type Layout } from "./layout";

/** Where the field of the parameters ends that a loader's own boot sector must leave alone. */
const parameters = { start: 11, end: 90 } as const;

export interface Volume {
    /** At most 11 upper-case characters. */
    readonly label: string;
    readonly serial: number;
    /** The disk's sectors before the partition. */
    readonly hiddenSectors: number;
    /** A loader's boot sector, whose code is taken. Without one, nothing boots from it by BIOS. */
    readonly loader?: Uint8Array;
}

const infoSector = 1;
const backupSector = 6;

/** The reserved sectors at a partition's start: boot sector and free space, and the copies of both. */
export function reservedArea(layout: Layout, volume: Volume, used: Used): Buffer {
    const area = Buffer.alloc(reservedSectors * sectorBytes);
    const boot = bootSector(layout, volume);
    const info = freeSpace(layout, used);
    for (const start of [0, backupSector]) {
        area.set(boot, start * sectorBytes);
        area.set(info, (start + infoSector) * sectorBytes);
    }
    return area;
}

/** Jumps over the parameters to a halt. */
const noLoader = Buffer.alloc(sectorBytes);
noLoader.set([0xeb, 0x58, 0x90]);
noLoader.write("MSWIN4.1", 3, "latin1");
noLoader.set([0xf4, 0xeb, 0xfd], parameters.end);
noLoader.set([0x55, 0xaa], 510);

function bootSector(layout: Layout, { label, serial, hiddenSectors, loader = noLoader }: Volume): Buffer {
    const sector = Buffer.from(loader);
    sector.fill(0, parameters.start, parameters.end);
    sector.writeUInt16LE(sectorBytes, 11);
    sector.writeUInt8(layout.sectorsPerCluster, 13);
    sector.writeUInt16LE(reservedSectors, 14);
    sector.writeUInt8(fatCopies, 16);
    sector.writeUInt8(mediaFixedDisk, 21);
    sector.writeUInt16LE(63, 24); // sectors a track and heads, of a disk that has neither
    sector.writeUInt16LE(255, 26);
    sector.writeUInt32LE(hiddenSectors, 28);
    sector.writeUInt32LE(layout.sectors, 32);
    sector.writeUInt32LE(layout.fatSectors, 36);
    sector.writeUInt32LE(2, 44); // the root's first cluster
    sector.writeUInt16LE(infoSector, 48);
    sector.writeUInt16LE(backupSector, 50);
    sector.writeUInt8(0x80, 64); // the BIOS's first disk
    sector.writeUInt8(0x29, 66); // serial, label and type follow
    sector.writeUInt32LE(serial, 67);
    sector.write(label.padEnd(11), 71, 11, "latin1");
    sector.write("FAT32   ", 82, "latin1");
    return sector;
}

export const mediaFixedDisk = 0xf8;

interface Used {
    readonly usedClusters: number;
    readonly endCluster: number;
}

function freeSpace({ clusters }: Layout, { usedClusters, endCluster }: Used): Buffer {
    const sector = Buffer.alloc(sectorBytes);
    sector.writeUInt32LE(0x41615252, 0);
    sector.writeUInt32LE(0x61417272, 484);
    sector.writeUInt32LE(clusters - usedClusters, 488);
    sector.writeUInt32LE(endCluster, 492);
    sector.writeUInt32LE(0xaa550000, 508);
    return sector;
}
