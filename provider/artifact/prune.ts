import { stat } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "./atomic";
import type { StoreLayout } from "./layout";
import { ifUnlocked } from "./lock";
import { pruneLock } from "./lock-names";
import { artifactEntries, forgetBuilds, type ArtifactEntry } from "./prune/artifacts";
import type { StoreEntry } from "./prune/entry";
import { digestsInUse } from "./prune/in-use";
import { clearLitter } from "./prune/litter";
import { logEntries } from "./prune/logs";
import { mirrorEntries } from "./prune/mirrors";
import { partsEntries } from "./prune/parts";
import { planPrune } from "./prune/plan";
import { workspaceEntries } from "./prune/workspaces";

export interface PruneResult {
    readonly removed: number;
    readonly bytes: number;
}

/** What was used within it is left alone: the `up` that did may be about to use it again. */
const graceMilliseconds = 60 * 60 * 1000;

/** A store does not outgrow its limit by much in the meantime, and measuring it takes a while. */
const intervalMilliseconds = 60 * 60 * 1000;

/**
 * Brings the store down to its limit: removes artifacts with the records of their builds, workspaces, mirrors of
 * git sources, parts of disks and logs, the least recently used first. Never an artifact that an instance on this machine
 * runs, nor a workspace with a build in it, nor a mirror that is being fetched, nor parts that are being made. Volumes and
 * disks are their resources' own: they are neither counted nor removed. Removes what died with its process on the way. When
 * another process is at it already, nothing is done.
 */
export async function pruneStore(
    layout: StoreLayout,
    limitMiB: number,
    signal?: AbortSignal,
): Promise<PruneResult> {
    let gone: readonly StoreEntry[] = [];
    await ifUnlocked(layout, pruneLock, async () => {
        signal?.throwIfAborted();
        await clearLitter(layout);
        gone = await prune(layout, limitMiB * 1024 * 1024, signal);
    });
    return { removed: gone.length, bytes: gone.reduce((total, { bytes }) => total + bytes, 0) };
}

/** The same, when it has not been done for a while. That it fails is no reason to fail what it tidies up after. */
export async function pruneStoreIfDue(
    layout: StoreLayout,
    limitMiB: number,
    signal?: AbortSignal,
): Promise<void> {
    const stamp = join(layout.root, "pruned");
    const pruned = await stat(stamp).catch(() => undefined);
    if (pruned !== undefined && Date.now() - pruned.mtimeMs < intervalMilliseconds) return;
    await writeFileAtomic(stamp, "");
    await pruneStore(layout, limitMiB, signal);
}

async function prune(
    layout: StoreLayout,
    limitBytes: number,
    signal: AbortSignal | undefined,
): Promise<StoreEntry[]> {
    const graceStart = Date.now() - graceMilliseconds;
    const artifacts = await artifactEntries(layout);
    const others = [
        ...(await workspaceEntries(layout, signal)),
        ...(await mirrorEntries(layout, signal)),
        ...(await partsEntries(layout, signal)),
        ...(await logEntries(layout)),
    ];
    const inUse = await digestsInUse(layout);
    const running = new Set(artifacts.filter(({ digest }) => inUse.has(digest)).map(({ path }) => path));
    const isInUse = ({ path, usedAt }: StoreEntry): boolean => usedAt >= graceStart || running.has(path);

    const gone: StoreEntry[] = [];
    try {
        await removeAll(planPrune<StoreEntry>([...artifacts, ...others], limitBytes, isInUse), gone, signal);
    } finally {
        await forgetBuilds(layout, digestsOf(artifacts, gone));
    }
    return gone;
}

/** One that resists, because it has files of somebody else's for one, does not keep the others from going. */
async function removeAll(
    entries: readonly StoreEntry[],
    gone: StoreEntry[],
    signal: AbortSignal | undefined,
): Promise<void> {
    for (const entry of entries) {
        signal?.throwIfAborted();
        if (await entry.remove().catch(() => false)) gone.push(entry);
    }
}

function digestsOf(artifacts: readonly ArtifactEntry[], gone: readonly StoreEntry[]): ReadonlySet<string> {
    const paths = new Set(gone.map(({ path }) => path));
    return new Set(artifacts.filter(({ path }) => paths.has(path)).map(({ digest }) => digest));
}
