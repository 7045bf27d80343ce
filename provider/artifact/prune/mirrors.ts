import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { StoreLayout } from "../layout";
import { ifUnlocked } from "../lock";
import { mirrorLock } from "../lock-names";
import { removeTree } from "../remove-tree";
import { stagingPath } from "../staging";
import type { StoreEntry } from "./entry";
import { measure, namesIn } from "./measure";

/** The mirrors of git sources. Whoever takes a commit out of one touches its folder first. */
export async function mirrorEntries(
    layout: StoreLayout,
    signal: AbortSignal | undefined,
): Promise<StoreEntry[]> {
    const names = (await namesIn(layout.git)).filter((name) => name.endsWith(".git"));
    return Promise.all(names.map((name) => entryOf(layout, name, signal)));
}

async function entryOf(
    layout: StoreLayout,
    name: string,
    signal: AbortSignal | undefined,
): Promise<StoreEntry> {
    const path = join(layout.git, name);
    const { bytes, changedAt } = await measure(path, signal);
    let isGone = false;
    const removeIfUnused = async (): Promise<void> => {
        if ((await measure(path, signal)).changedAt > changedAt) return;
        // Out of the way in one step: half a mirror must not be taken for a whole one.
        const aside = await stagingPath(layout);
        await rename(path, aside);
        isGone = true;
        await removeTree(aside);
    };
    const remove = async (): Promise<boolean> => {
        await ifUnlocked(layout, mirrorLock(name.slice(0, -".git".length)), removeIfUnused);
        return isGone;
    };
    return { path, bytes, usedAt: changedAt, remove };
}
