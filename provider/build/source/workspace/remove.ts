import { lstatSync, rmdirSync, rmSync } from "node:fs";
import { posix } from "node:path";
import { folderTest } from "./folders";

/**
 * Removes files that the source no longer has, and the folders that are empty then. A folder in a file's place is a
 * toolchain's and stays; nothing is removed through a symlink that has taken a folder's place.
 */
export function removePaths(workspace: string, paths: readonly string[]): void {
    const isFolder = folderTest(workspace);
    const emptied = new Set<string>();
    for (const path of paths) {
        const folder = posix.dirname(path);
        if (!isFolder(folder)) continue;
        const stats = lstatSync(`${workspace}/${path}`, { throwIfNoEntry: false });
        if (stats === undefined || stats.isDirectory()) continue;
        rmSync(`${workspace}/${path}`);
        emptied.add(folder);
    }
    for (const folder of emptied) removeIfEmpty(workspace, folder);
}

function removeIfEmpty(workspace: string, folder: string): void {
    if (folder === ".") return;
    try {
        rmdirSync(`${workspace}/${folder}`);
    } catch {
        // Something else is in it, or it is gone already.
        return;
    }
    removeIfEmpty(workspace, posix.dirname(folder));
}
