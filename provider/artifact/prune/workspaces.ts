import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { StoreLayout } from "../layout";
import { ifUnlocked } from "../lock";
import { workspaceLock } from "../lock-names";
import { removeTree } from "../remove-tree";
import { stagingPath } from "../staging";
import type { StoreEntry } from "./entry";
import { measure, namesIn } from "./measure";

/** Each `<key>/` in the folder for workspaces, with the files beside it that tell of it: `<key>.manifest`. */
export async function workspaceEntries(
    layout: StoreLayout,
    signal: AbortSignal | undefined,
): Promise<StoreEntry[]> {
    const names = await namesIn(layout.workspaces);
    const keys = names.filter((name) => !name.includes("."));
    return Promise.all(
        keys.map((key) => {
            const companions = names.filter((name) => name.startsWith(`${key}.`));
            return entryOf(layout, { key, companions }, signal);
        }),
    );
}

async function entryOf(
    layout: StoreLayout,
    { key, companions }: { readonly key: string; readonly companions: readonly string[] },
    signal: AbortSignal | undefined,
): Promise<StoreEntry> {
    const path = join(layout.workspaces, key);
    const { bytes, changedAt } = await measure(path, signal);
    const removeUnlocked = async (): Promise<void> => {
        for (const name of companions) await rm(join(layout.workspaces, name), { force: true });
        // Out of the way in one step: half a workspace must not be taken for a whole one.
        const aside = await stagingPath(layout);
        await rename(path, aside);
        await removeTree(aside);
    };
    const remove = (): Promise<boolean> => ifUnlocked(layout, workspaceLock(key), removeUnlocked);
    return { path, bytes, usedAt: changedAt, remove };
}
