import type { Extent } from "../disk-image";
import { mediaFixedDisk, reservedArea, type Volume } from "./boot-sector";
import { attribute, directoryBytes, dotEntries, labelEntry, type Entry } from "./directory";
import { fatCopies, reservedSectors, sectorBytes, sectorOf } from "./layout";
import type { Placed, Run } from "./place";
import { nameOf, type File, type Folder } from "./tree";

const lastOfChain = 0x0fffffff;

/**
 * A file system of FAT32, from its partition's start. Of a file the bytes are taken that `contents` has under its path, if
 * it has any: what depends on where the file is.
 */
export function fileSystem(
    placed: Placed,
    volume: Volume,
    contents: ReadonlyMap<string, Uint8Array> = new Map(),
): Extent[] {
    const { layout, root } = placed;
    const at = ({ first }: Run): number => sectorOf(layout, first) * sectorBytes;
    const table = allocationTable(placed);
    const tables = Array.from({ length: fatCopies }, (_, copy) => ({
        offset: (reservedSectors + copy * layout.fatSectors) * sectorBytes,
        bytes: table,
    }));
    const folders = folderContents(placed, root, 0, [labelEntry(volume.label)]).map(({ run, bytes }) => ({
        offset: at(run),
        bytes,
    }));
    const files = [...placed.files].map(([file, run]) => ({
        offset: at(run),
        bytes: contents.get(file.path) ?? file.bytes,
    }));
    return [
        { offset: 0, bytes: reservedArea(layout, volume, placed) },
        ...tables,
        ...folders,
        ...files.filter(({ bytes }) => bytes.length > 0),
    ];
}

/** As much of it as is used: the rest is zero. */
function allocationTable({ folders, files, endCluster }: Placed): Buffer {
    const table = Buffer.alloc(endCluster * 4);
    table.writeUInt32LE(0x0fffff00 | mediaFixedDisk, 0);
    table.writeUInt32LE(lastOfChain, 4);
    for (const { first, count } of [...folders.values(), ...files.values()]) {
        for (let cluster = first; cluster < first + count; cluster++) {
            table.writeUInt32LE(cluster === first + count - 1 ? lastOfChain : cluster + 1, cluster * 4);
        }
    }
    return table;
}

/**
 * Of a folder and of all below it, in the order in which they were placed. `asParent` is its cluster as those in it have
 * it for their parent's: 0 for the root.
 */
function folderContents(
    placed: Placed,
    folder: Folder,
    asParent: number,
    before: readonly Buffer[],
): { run: Run; bytes: Buffer }[] {
    const run = runOf(placed.folders, folder);
    const entries = [
        ...folder.folders.map((each) => folderEntry(placed, each)),
        ...folder.files.map((file) => fileEntry(placed, file)),
    ];
    const below = folder.folders.flatMap((each) => {
        const { first } = runOf(placed.folders, each);
        return folderContents(placed, each, first, dotEntries(first, asParent));
    });
    return [{ run, bytes: directoryBytes(entries, before) }, ...below];
}

function folderEntry({ folders }: Placed, folder: Folder): Entry {
    const { first } = runOf(folders, folder);
    return { name: folder.name, attributes: attribute.directory, cluster: first, size: 0 };
}

function fileEntry({ files }: Placed, file: File): Entry {
    const { first } = runOf(files, file);
    return {
        name: nameOf(file),
        attributes: file.attributes ?? attribute.archive,
        cluster: first,
        size: file.bytes.length,
    };
}

function runOf<Key>(runs: ReadonlyMap<Key, Run>, key: Key): Run {
    const run = runs.get(key);
    if (!run) throw new Error("it has no place");
    return run;
}
