import type { DiskImage, Extent } from "../disk-image";
import { blocksOf } from "./blocks";

/* QEMU's format, version 3: docs/interop/qcow2.rst of its sources. Numbers are big-endian. */

const clusterBits = 16;
const clusterBytes = 1 << clusterBits;
const headerBytes = 104;
const refcountBytes = 2;
const entryBytes = 8;
const entriesPerTable = clusterBytes / entryBytes;
const refcountsPerBlock = clusterBytes / refcountBytes;

/** The cluster that an entry names belongs to no snapshot. */
const copied = 1n << 63n;

/** A disk as QEMU takes it with the smallest file. */
export function qcow2(disk: DiskImage): DiskImage {
    const indexes = [...blocksOf(disk, clusterBytes)].map(({ index }) => index);
    const places = placesOf(disk.size, indexes);
    return {
        size: places.clusters * clusterBytes,
        extents: () => fileOf(disk, places, indexes),
    };
}

interface Places {
    readonly clusters: number;
    readonly refcountTable: number;
    readonly refcountTableClusters: number;
    readonly refcountBlocks: number;
    readonly refcountBlockCount: number;
    readonly l1: number;
    readonly l1Entries: number;
    /** The second tables that exist, by the numbers of their entries in the first. */
    readonly l2Numbers: readonly number[];
    readonly l2: number;
    readonly data: number;
}

/** The clusters of the file, in the order in which they come. */
function placesOf(size: number, indexes: readonly number[]): Places {
    const l1Entries = Math.ceil(size / (clusterBytes * entriesPerTable));
    const l1Clusters = Math.ceil((l1Entries * entryBytes) / clusterBytes);
    const l2Numbers = [...new Set(indexes.map((index) => Math.floor(index / entriesPerTable)))];
    const others = 1 + l1Clusters + l2Numbers.length + indexes.length;
    // Reference counts are kept of the clusters that hold them, too.
    let refcountBlockCount = 1;
    let refcountTableClusters = 1;
    for (;;) {
        const clusters = others + refcountBlockCount + refcountTableClusters;
        const blocks = Math.ceil(clusters / refcountsPerBlock);
        const tables = Math.ceil(blocks / entriesPerTable);
        if (blocks === refcountBlockCount && tables === refcountTableClusters) break;
        [refcountBlockCount, refcountTableClusters] = [blocks, tables];
    }
    const refcountBlocks = 1 + refcountTableClusters;
    const l1 = refcountBlocks + refcountBlockCount;
    const l2 = l1 + l1Clusters;
    const data = l2 + l2Numbers.length;
    return {
        ...{ clusters: data + indexes.length, refcountTable: 1, refcountTableClusters },
        ...{ refcountBlocks, refcountBlockCount, l1, l1Entries, l2Numbers, l2, data },
    };
}

function* fileOf(disk: DiskImage, places: Places, indexes: readonly number[]): Generator<Extent> {
    const at = (cluster: number): number => cluster * clusterBytes;
    yield { offset: 0, bytes: header(disk.size, places) };
    yield {
        offset: at(places.refcountTable),
        bytes: pointers(places.refcountBlockCount, places.refcountBlocks, 0n),
    };
    yield { offset: at(places.refcountBlocks), bytes: refcounts(places) };
    yield { offset: at(places.l1), bytes: firstTable(places) };
    yield { offset: at(places.l2), bytes: secondTables(places, indexes) };
    let cluster = places.data;
    for (const { bytes } of blocksOf(disk, clusterBytes)) {
        yield { offset: at(cluster), bytes };
        cluster++;
    }
}

function header(size: number, places: Places): Buffer {
    const bytes = Buffer.alloc(headerBytes);
    bytes.write("QFI\xfb", 0, "latin1");
    bytes.writeUInt32BE(3, 4);
    bytes.writeUInt32BE(clusterBits, 20);
    bytes.writeBigUInt64BE(BigInt(size), 24);
    bytes.writeUInt32BE(places.l1Entries, 36);
    bytes.writeBigUInt64BE(BigInt(places.l1 * clusterBytes), 40);
    bytes.writeBigUInt64BE(BigInt(places.refcountTable * clusterBytes), 48);
    bytes.writeUInt32BE(places.refcountTableClusters, 56);
    bytes.writeUInt32BE(4, 96); // counts of 2^4 bits
    bytes.writeUInt32BE(headerBytes, 100);
    return bytes;
}

/** So many entries that name clusters in a row. */
function pointers(count: number, first: number, flags: bigint): Buffer {
    const bytes = Buffer.alloc(count * entryBytes);
    for (let index = 0; index < count; index++) {
        bytes.writeBigUInt64BE(BigInt((first + index) * clusterBytes) | flags, index * entryBytes);
    }
    return bytes;
}

/** Each cluster of the file is used once. */
function refcounts({ clusters }: Places): Buffer {
    const bytes = Buffer.alloc(clusters * refcountBytes);
    for (let cluster = 0; cluster < clusters; cluster++) bytes.writeUInt16BE(1, cluster * refcountBytes);
    return bytes;
}

function firstTable({ l1Entries, l2, l2Numbers }: Places): Buffer {
    const bytes = Buffer.alloc(l1Entries * entryBytes);
    l2Numbers.forEach((number, index) => {
        bytes.writeBigUInt64BE(BigInt((l2 + index) * clusterBytes) | copied, number * entryBytes);
    });
    return bytes;
}

function secondTables({ l2Numbers, data }: Places, indexes: readonly number[]): Buffer {
    const bytes = Buffer.alloc(l2Numbers.length * clusterBytes);
    const tables = new Map(l2Numbers.map((number, index) => [number, index]));
    indexes.forEach((index, order) => {
        const table = tables.get(Math.floor(index / entriesPerTable)) ?? 0;
        const place = table * clusterBytes + (index % entriesPerTable) * entryBytes;
        bytes.writeBigUInt64BE(BigInt((data + order) * clusterBytes) | copied, place);
    });
    return bytes;
}
