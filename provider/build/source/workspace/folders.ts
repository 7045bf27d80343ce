import { lstatSync } from "node:fs";
import { posix } from "node:path";

/**
 * Tells whether something below a workspace is a folder, in folders: a toolchain may have put a symlink or a file in
 * the place of one of them, and what is behind a symlink is not in the workspace.
 */
export function folderTest(workspace: string): (path: string) => boolean {
    const known = new Map([[".", true]]);
    const isFolder = (path: string): boolean => {
        const answer =
            known.get(path) ?? (isFolder(posix.dirname(path)) && isDirectory(`${workspace}/${path}`));
        known.set(path, answer);
        return answer;
    };
    return isFolder;
}

function isDirectory(path: string): boolean {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
