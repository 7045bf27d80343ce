import { directorySize } from "./directory";
import { clusterBytes, layoutOf, sectorOf, type Layout } from "./layout";
import { nameOf, treeOf, type File, type Folder } from "./tree";

/** Clusters in a row: nothing here is ever in pieces. */
export interface Run {
    /** 0 where there are none. */
    readonly first: number;
    readonly count: number;
}

/** Where everything is. */
export interface Placed {
    readonly layout: Layout;
    readonly root: Folder;
    readonly folders: ReadonlyMap<Folder, Run>;
    readonly files: ReadonlyMap<File, Run>;
    readonly usedClusters: number;
    /** The first one behind all others. */
    readonly endCluster: number;
}

/**
 * The root comes first, then all other folders, then the files. Each begins at a multiple of so many sectors, from the
 * partition's start: 1 or 4.
 */
export function place(files: readonly File[], sectors: number, alignment: 1 | 4 = 1): Placed {
    const layout = layoutOf(sectors);
    const root = treeOf(files);
    let next = 2;
    let usedClusters = 0;
    const run = (bytes: number): Run => {
        const count = Math.ceil(bytes / clusterBytes(layout));
        if (count === 0) return { first: 0, count };
        while (sectorOf(layout, next) % alignment !== 0) next++;
        const first = next;
        next += count;
        usedClusters += count;
        return { first, count };
    };
    const folders = new Map(
        [root, ...foldersBelow(root)].map((folder) => [folder, run(sizeOf(folder, folder === root))]),
    );
    const placed = new Map(files.map((file) => [file, run(file.bytes.length)]));
    if (next - 2 > layout.clusters) throw new Error(`${next - 2} clusters are too many for the partition`);
    return { layout, root, folders, files: placed, usedClusters, endCluster: next };
}

function foldersBelow({ folders }: Folder): Folder[] {
    return folders.flatMap((folder) => [folder, ...foldersBelow(folder)]);
}

/** Besides what it holds, the root has its label, and each other folder itself and its parent. */
function sizeOf({ folders, files }: Folder, isRoot: boolean): number {
    return directorySize([...folders.map(({ name }) => name), ...files.map(nameOf)], isRoot ? 1 : 2);
}

/** The sectors that hold a file, from the partition's start. */
export function sectorsOf({ layout, files }: Placed, path: string): number[] {
    const [file, run] = [...files].find(([each]) => each.path === path) ?? [];
    if (!file || !run) throw new Error(`${path} is not there`);
    const count = Math.ceil(file.bytes.length / 512);
    return Array.from({ length: count }, (_, index) => sectorOf(layout, run.first) + index);
}
