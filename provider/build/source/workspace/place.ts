import { constants, lstatSync, mkdirSync, rmSync } from "node:fs";
import { chmod, copyFile, symlink, utimes } from "node:fs/promises";
import { removeTree } from "../../../artifact/remove-tree";
import { errorCode } from "../source-error";
import type { Entry } from "../listing";
import { unreadable } from "../walk";

/**
 * Makes the folders that entries are to be placed in. What a toolchain has put in a folder's place goes: a symlink
 * there could lead out of the workspace.
 */
export function makeFoldersFor(workspace: string, entries: readonly Entry[]): void {
    const made = new Set<string>();
    for (const { path } of entries) {
        for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
            const folder = path.slice(0, end);
            if (!made.has(folder)) makeFolder(`${workspace}/${folder}`);
            made.add(folder);
        }
    }
}

function makeFolder(path: string): void {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return;
    if (stats) rmSync(path);
    mkdirSync(path);
}

/** Puts an entry of the tree at `root` into the workspace, in the place of whatever is there. */
export async function place(root: string, workspace: string, entry: Entry): Promise<void> {
    const destination = `${workspace}/${entry.path}`;
    await removeTree(destination);
    if (entry.kind === "symlink") await symlink(entry.content, destination);
    else await copy(root, entry, destination);
}

async function copy(root: string, { path, kind }: Entry, destination: string): Promise<void> {
    // Exclusively: what is already there would be written to, even at the end of a symlink.
    const mode = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;
    await copyFile(`${root}/${path}`, destination, mode).catch((error: unknown) => {
        throw isAboutOriginal(error)
            ? unreadable(path, error)
            : Object.assign(error as Error, { path: destination });
    });
    await chmod(destination, kind === "executable" ? 0o755 : 0o644);
    // On macOS a copy has the times of its original, and make would not see that it is new.
    const now = new Date();
    await utimes(destination, now, now);
}

function isAboutOriginal(error: unknown): boolean {
    return ["EACCES", "EIO", "EISDIR", "ELOOP", "ENOENT", "EPERM"].includes(errorCode(error) ?? "");
}
