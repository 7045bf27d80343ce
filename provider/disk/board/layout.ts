import { identityOf, margin, moved, smallestCd } from "../bootable";
import type { DiskImage, Extent } from "../disk-image";
import { fileSystem } from "../fat/file-system";
import { sectorBytes } from "../fat/layout";
import { place } from "../fat/place";
import type { File } from "../fat/tree";
import { aligned } from "../tar/aligned";

/** A CD's size suits a card: as small as a FAT32 can be. */
export const smallestCard = smallestCd;

/** A disk of one partition, FAT32 in an MBR: a Raspberry Pi's first loader knows no other table. */
export function cardOf(files: readonly File[], size: number): DiskImage {
    const sectors = size / sectorBytes - 2 * margin;
    const identity = identityOf(files, size);
    const serial = Number.parseInt(identity.slice(0, 8), 16);
    const volume = { label: "UNIKERNEL", serial, hiddenSectors: margin };
    const extents: Extent[] = [
        { offset: 0, bytes: masterBootRecord(serial, sectors) },
        ...fileSystem(place(files, sectors), volume).map(moved(margin * sectorBytes)),
    ];
    const inOrder = extents.sort((one, other) => one.offset - other.offset);
    return { size, extents: () => aligned(inOrder, sectorBytes) };
}

const fat32 = 0x0c;

/** Its places in cylinders are those that say that sectors are counted. */
function masterBootRecord(serial: number, sectors: number): Buffer {
    const mbr = Buffer.alloc(sectorBytes);
    mbr.writeUInt32LE(serial, 440);
    mbr.set([0x80, 0xfe, 0xff, 0xff, fat32, 0xfe, 0xff, 0xff], 446);
    mbr.writeUInt32LE(margin, 454);
    mbr.writeUInt32LE(sectors, 458);
    mbr.set([0x55, 0xaa], 510);
    return mbr;
}
