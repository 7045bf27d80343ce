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
}

/** The root comes first, then all other folders, then the files. */
export function place(files: readonly File[], sectors: number): Placed {
    const layout = layoutOf(sectors);
    const root = treeOf(files);
    let next = 2;
    const run = (bytes: number): Run => {
        const count = Math.ceil(bytes / clusterBytes(layout));
        const first = count === 0 ? 0 : next;
        next += count;
        return { first, count };
    };
    const folders = new Map(
        [root, ...foldersBelow(root)].map((folder) => [folder, run(sizeOf(folder, folder === root))]),
    );
    const placed = new Map(files.map((file) => [file, run(file.bytes.length)]));
    const usedClusters = next - 2;
    if (usedClusters > layout.clusters)
        throw new Error(`${usedClusters} clusters are too many for the partition`);
    return { layout, root, folders, files: placed, usedClusters };
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
