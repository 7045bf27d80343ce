import type { Extent } from "../disk-image";
import { crc32 } from "../crc32";
import { guidBytes } from "./guid";

/* The GUID partition table: chapter 5 of the UEFI specification. */

export const sectorBytes = 512;

export const partitionType = {
    efiSystem: "c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
    basicData: "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7",
} as const;

export interface Partition {
    readonly type: string;
    readonly guid: string;
    /** At most 36 characters. */
    readonly name: string;
    readonly firstSector: number;
    readonly sectors: number;
    /** A BIOS is to boot from it. */
    readonly legacyBoot: boolean;
}

export interface Table {
    readonly guid: string;
    /** Of the whole disk. */
    readonly sectors: number;
    readonly partitions: readonly Partition[];
    /** What a BIOS starts: at most 440 bytes. */
    readonly bootCode: Uint8Array;
}

const entries = 128;
const entryBytes = 128;
const entrySectors = (entries * entryBytes) / sectorBytes;
const headerBytes = 92;

/** The sectors that no partition may have: at the start the boot code, the header and the entries; at the end the latter two. */
export const reservedSectors = { first: 2 + entrySectors, last: 1 + entrySectors } as const;

/** A disk's table, in its two copies. */
export function partitionTable(table: Table): Extent[] {
    const list = Buffer.alloc(entries * entryBytes);
    table.partitions.forEach((partition, index) => {
        list.set(entry(partition), index * entryBytes);
    });
    const last = table.sectors - 1;
    const start = Buffer.concat([
        protectiveMbr(table),
        header(table, { own: 1, other: last, entries: 2 }, list),
        list,
    ]);
    const backup = header(table, { own: last, other: 1, entries: last - entrySectors }, list);
    return [
        { offset: 0, bytes: start },
        { offset: (last - entrySectors) * sectorBytes, bytes: Buffer.concat([list, backup]) },
    ];
}

/** Says to whoever does not know GPT that the whole disk is taken. */
function protectiveMbr({ bootCode, sectors }: Table): Buffer {
    if (bootCode.length > 440) throw new Error(`boot code of ${bootCode.length} bytes`);
    const mbr = Buffer.alloc(sectorBytes);
    mbr.set(bootCode);
    mbr.set([0x00, 0x00, 0x02, 0x00, 0xee, 0xff, 0xff, 0xff], 446);
    mbr.writeUInt32LE(1, 454);
    mbr.writeUInt32LE(Math.min(sectors - 1, 0xffffffff), 458);
    mbr.set([0x55, 0xaa], 510);
    return mbr;
}

interface Places {
    readonly own: number;
    readonly other: number;
    readonly entries: number;
}

function header({ guid, sectors }: Table, places: Places, list: Buffer): Buffer {
    const bytes = Buffer.alloc(sectorBytes);
    bytes.write("EFI PART", 0, "latin1");
    bytes.writeUInt32LE(0x00010000, 8);
    bytes.writeUInt32LE(headerBytes, 12);
    bytes.writeBigUInt64LE(BigInt(places.own), 24);
    bytes.writeBigUInt64LE(BigInt(places.other), 32);
    bytes.writeBigUInt64LE(BigInt(reservedSectors.first), 40);
    bytes.writeBigUInt64LE(BigInt(sectors - reservedSectors.last - 1), 48);
    bytes.set(guidBytes(guid), 56);
    bytes.writeBigUInt64LE(BigInt(places.entries), 72);
    bytes.writeUInt32LE(entries, 80);
    bytes.writeUInt32LE(entryBytes, 84);
    bytes.writeUInt32LE(crc32(list), 88);
    bytes.writeUInt32LE(crc32(bytes.subarray(0, headerBytes)), 16);
    return bytes;
}

const legacyBootable = 1n << 2n;

function entry({ type, guid, name, firstSector, sectors, legacyBoot }: Partition): Buffer {
    const bytes = Buffer.alloc(entryBytes);
    bytes.set(guidBytes(type), 0);
    bytes.set(guidBytes(guid), 16);
    bytes.writeBigUInt64LE(BigInt(firstSector), 32);
    bytes.writeBigUInt64LE(BigInt(firstSector + sectors - 1), 40);
    bytes.writeBigUInt64LE(legacyBoot ? legacyBootable : 0n, 48);
    bytes.write(name, 56, 72, "utf16le");
    return bytes;
}
