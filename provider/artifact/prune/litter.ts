import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isAbandoned, type OwnerMark } from "../../process/owner";
import { temporaryPrefix, writerOf } from "../atomic";
import type { StoreLayout } from "../layout";
import { removeTree } from "../remove-tree";
import { ownerOfStaged } from "../staging";
import { measure, namesIn } from "./measure";

/** Removes what processes were in the middle of when they died. */
export async function clearLitter(layout: StoreLayout): Promise<void> {
    await clearOwned(layout.staging, ownerOfStaged);
    await clearOwned(layout.locks, (name) => name.split("~")[2]);
    const folders = [layout.root, layout.builds, layout.workspaces, layout.disks];
    const written = [...folders, ...(await foldersIn(layout.index))];
    for (const folder of written) await clearOwned(folder, writerOf);
}

/** The same beside a file that is anywhere else: what its writers left when they died. */
export function clearUnfinished(path: string): Promise<void> {
    const prefix = temporaryPrefix(basename(path));
    return clearOwned(dirname(path), (name) => (name.startsWith(prefix) ? writerOf(name) : undefined));
}

async function clearOwned(folder: string, ownerOf: (name: string) => OwnerMark | undefined): Promise<void> {
    for (const name of await namesIn(folder)) {
        const owner = ownerOf(name);
        if (owner === undefined) continue;
        const path = join(folder, name);
        const changedAt = async (): Promise<number> => (await measure(path)).changedAt;
        // What resists is left to the next attempt.
        if (await isAbandoned(owner, changedAt)) await removeTree(path).catch(() => undefined);
    }
}

async function foldersIn(path: string): Promise<string[]> {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name));
}
