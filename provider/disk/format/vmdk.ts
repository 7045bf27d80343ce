import type { DiskImage, Extent } from "../disk-image";
import { blocksOf } from "./blocks";

/* VMware's format, a sparse file of its own ("monolithicSparse"): its Virtual Disk Format 5.0. Places are in sectors. */

const sectorBytes = 512;
const grainSectors = 128;
const grainBytes = grainSectors * sectorBytes;
const entriesPerTable = 512;
const tableSectors = (entriesPerTable * 4) / sectorBytes;
const descriptorSectors = 20;

/** A disk as VMware's products and VirtualBox take it. */
export function vmdk(disk: DiskImage): DiskImage {
    const indexes = [...blocksOf(disk, grainBytes)].map(({ index }) => index);
    const places = placesOf(disk.size);
    return {
        size: places.grains * sectorBytes + indexes.length * grainBytes,
        extents: () => fileOf(disk, places, indexes),
    };
}

interface Places {
    readonly tables: number;
    /** A directory of the tables, and behind it they themselves: twice. */
    readonly copies: readonly [number, number];
    readonly directorySectors: number;
    readonly grains: number;
}

function placesOf(size: number): Places {
    const tables = Math.ceil(size / (grainBytes * entriesPerTable));
    const directorySectors = Math.ceil((tables * 4) / sectorBytes);
    const first = 1 + descriptorSectors;
    const second = first + directorySectors + tables * tableSectors;
    const end = second + directorySectors + tables * tableSectors;
    const grains = Math.ceil(end / grainSectors) * grainSectors;
    return { tables, copies: [first, second], directorySectors, grains };
}

function* fileOf(disk: DiskImage, places: Places, indexes: readonly number[]): Generator<Extent> {
    yield { offset: 0, bytes: header(disk.size, places) };
    yield { offset: sectorBytes, bytes: descriptor(disk.size) };
    const tables = grainTables(places, indexes);
    for (const copy of places.copies) {
        yield { offset: copy * sectorBytes, bytes: directory(places, copy) };
        yield { offset: (copy + places.directorySectors) * sectorBytes, bytes: tables };
    }
    let offset = places.grains * sectorBytes;
    for (const { bytes } of blocksOf(disk, grainBytes)) {
        yield { offset, bytes };
        offset += grainBytes;
    }
}

function header(size: number, { copies, grains }: Places): Buffer {
    const bytes = Buffer.alloc(sectorBytes);
    bytes.write("KDMV", 0, "latin1");
    bytes.writeUInt32LE(1, 4);
    bytes.writeUInt32LE(3, 8); // the line ends below are to be looked at, and there are two copies of the tables
    bytes.writeBigUInt64LE(BigInt(size / sectorBytes), 12);
    bytes.writeBigUInt64LE(BigInt(grainSectors), 20);
    bytes.writeBigUInt64LE(1n, 28);
    bytes.writeBigUInt64LE(BigInt(descriptorSectors), 36);
    bytes.writeUInt32LE(entriesPerTable, 44);
    bytes.writeBigUInt64LE(BigInt(copies[0]), 48);
    bytes.writeBigUInt64LE(BigInt(copies[1]), 56);
    bytes.writeBigUInt64LE(BigInt(grains), 64);
    bytes.write("\n \r\n", 73, "latin1");
    return bytes;
}

function directory({ tables, directorySectors }: Places, copy: number): Buffer {
    const bytes = Buffer.alloc(directorySectors * sectorBytes);
    for (let table = 0; table < tables; table++) {
        bytes.writeUInt32LE(copy + directorySectors + table * tableSectors, table * 4);
    }
    return bytes;
}

function grainTables({ tables, grains }: Places, indexes: readonly number[]): Buffer {
    const bytes = Buffer.alloc(tables * entriesPerTable * 4);
    indexes.forEach((index, order) => bytes.writeUInt32LE(grains + order * grainSectors, index * 4));
    return bytes;
}

/** The disk's ID changes whenever it is written to; this one never was. */
function descriptor(size: number): Buffer {
    const sectors = size / sectorBytes;
    const cylinders = Math.min(16_383, Math.floor(sectors / (16 * 63)));
    const text = [
        "# Disk DescriptorFile",
        "version=1",
        "CID=fffffffe",
        "parentCID=ffffffff",
        'createType="monolithicSparse"',
        "",
        `RW ${sectors} SPARSE "disk.vmdk"`,
        "",
        'ddb.virtualHWVersion = "4"',
        `ddb.geometry.cylinders = "${cylinders}"`,
        'ddb.geometry.heads = "16"',
        'ddb.geometry.sectors = "63"',
        'ddb.adapterType = "lsilogic"',
        "",
    ].join("\n");
    const bytes = Buffer.alloc(descriptorSectors * sectorBytes);
    bytes.write(text);
    return bytes;
}
