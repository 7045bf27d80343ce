import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { posix } from "node:path";
import { hashFiles } from "../hash/files";
import { isUnchanged, type TreeIndex } from "../index/tree-index";
import { kindOf, sameEntry, type Entry, type Listing } from "../listing";
import { slicer } from "../slices";
import { folderTest } from "./folders";

/** How a workspace differs from the tree it is to be a copy of. */
export interface Differences {
    readonly misplaced: readonly Entry[];
    /** Paths that an earlier tree had and this one has not. */
    readonly surplus: readonly string[];
    /** Whether the manifest says all there is to say about what is in place. */
    readonly isManifestCurrent: boolean;
}

export async function inspect(
    workspace: string,
    manifest: TreeIndex,
    listing: Listing,
    signal: AbortSignal,
): Promise<Differences> {
    const paths = new Set(listing.map(({ path }) => path));
    const surplus = manifest.listing.map(({ path }) => path).filter((path) => !paths.has(path));
    const misplaced: Entry[] = [];
    const doubtful: DoubtfulFile[] = [];
    const numbers = new Map(manifest.listing.map(({ path }, number) => [path, number]));
    const isFolder = folderTest(workspace);
    const pause = slicer(signal);
    for (const entry of listing) {
        const path = `${workspace}/${entry.path}`;
        const stats = isFolder(posix.dirname(entry.path))
            ? lstatSync(path, { throwIfNoEntry: false })
            : undefined;
        const verdict = judge(entry, path, stats, manifest, numbers.get(entry.path));
        if (verdict === "misplaced") misplaced.push(entry);
        if (verdict === "doubtful") doubtful.push({ entry, path, size: stats?.size ?? 0 });
        const resting = pause();
        if (resting) await resting;
    }
    misplaced.push(...(await unlikeTheirEntries(doubtful, signal)));
    return { misplaced, surplus, isManifestCurrent: doubtful.length === 0 };
}

type Verdict = "in place" | "misplaced" | "doubtful";

function judge(
    entry: Entry,
    path: string,
    stats: Stats | undefined,
    manifest: TreeIndex,
    number: number | undefined,
): Verdict {
    if (stats === undefined || kindOf(stats) !== entry.kind) return "misplaced";
    if (entry.kind === "symlink") return readlinkSync(path) === entry.content ? "in place" : "misplaced";
    const noted = number === undefined ? undefined : manifest.listing[number];
    if (number === undefined || noted === undefined || !isUnchanged(manifest, number, stats))
        return "doubtful";
    return sameEntry(noted, entry) ? "in place" : "misplaced";
}

interface DoubtfulFile {
    readonly entry: Entry;
    readonly path: string;
    readonly size: number;
}

async function unlikeTheirEntries(files: readonly DoubtfulFile[], signal: AbortSignal): Promise<Entry[]> {
    const digests = await hashFiles(files, signal);
    return files.filter(({ entry }, at) => digests[at] !== entry.content).map(({ entry }) => entry);
}
