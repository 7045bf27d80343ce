import { rename } from "node:fs/promises";
import type { StoreLayout } from "../layout";
import { ifUnlocked } from "../lock";
import { removeTree } from "../remove-tree";
import { stagingPath } from "../staging";
import type { StoreEntry } from "./entry";
import { measure } from "./measure";

/** A folder that is touched by whoever is about to read it, and locked by whoever changes it. */
export async function touchedFolder(
    layout: StoreLayout,
    { path, lock }: { readonly path: string; readonly lock: string },
    signal: AbortSignal | undefined,
): Promise<StoreEntry> {
    const { bytes, changedAt } = await measure(path, signal);
    let isGone = false;
    const removeIfUnused = async (): Promise<void> => {
        if ((await measure(path, signal)).changedAt > changedAt) return;
        // Out of the way in one step: half a folder must not be taken for a whole one.
        const aside = await stagingPath(layout);
        await rename(path, aside);
        isGone = true;
        await removeTree(aside);
    };
    const remove = async (): Promise<boolean> => {
        await ifUnlocked(layout, lock, removeIfUnused);
        return isGone;
    };
    return { path, bytes, usedAt: changedAt, remove };
}
