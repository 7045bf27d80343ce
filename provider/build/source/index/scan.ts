import { HashFailure, hashFiles } from "../hash/files";
import { hashListing } from "../hash/listing";
import type { IgnoreRules } from "../ignore/rules";
import type { Entry } from "../listing";
import { slicer } from "../slices";
import { checkSymlinks } from "../symlinks";
import { unreadable, walk, type Found } from "../walk";
import { fingerprints, isUnchanged, type TreeIndex } from "./tree-index";

/** Looks at a tree, and reads those of its files that may have changed since the index was made. */
export async function scan(
    root: string,
    rules: IgnoreRules,
    known: TreeIndex | undefined,
    signal: AbortSignal,
): Promise<TreeIndex> {
    const startedMs = Date.now();
    const found = await collect(root, rules, signal);
    const remembered = recall(known, found);
    if (known?.listing.length === found.length && remembered.every((entry) => entry !== undefined))
        return known;
    const listing = await complete(root, found, remembered, signal);
    checkSymlinks(root, listing);
    const stats = found.map((entry) => entry.stats);
    return { hash: hashListing(listing), listing, fingerprints: fingerprints(stats, startedMs) };
}

async function collect(root: string, rules: IgnoreRules, signal: AbortSignal): Promise<Found[]> {
    const pause = slicer(signal);
    const found: Found[] = [];
    for (const entry of walk(root, rules)) {
        found.push(entry);
        const resting = pause();
        if (resting) await resting;
    }
    return found;
}

/** For each entry what the index holds of it, if it still does. */
function recall(known: TreeIndex | undefined, found: readonly Found[]): (Entry | undefined)[] {
    if (known === undefined) return found.map(() => undefined);
    const numbers = new Map(known.listing.map(({ path }, number) => [path, number]));
    return found.map(({ path, stats }) => {
        const number = numbers.get(path);
        return number !== undefined && isUnchanged(known, number, stats) ? known.listing[number] : undefined;
    });
}

async function complete(
    root: string,
    found: readonly Found[],
    remembered: readonly (Entry | undefined)[],
    signal: AbortSignal,
): Promise<Entry[]> {
    const unread = found.filter(({ kind }, at) => kind !== "symlink" && remembered[at] === undefined);
    const files = unread.map(({ path, stats }) => ({ path: `${root}/${path}`, size: stats.size }));
    const digests = (await hashFiles(files, signal).catch(reportPath(root))).values();
    return found.map(
        ({ path, kind, linkTarget }, at) =>
            remembered[at] ?? { path, kind, content: linkTarget ?? digests.next().value ?? "" },
    );
}

function reportPath(root: string): (error: unknown) => never {
    return (error) => {
        if (error instanceof HashFailure) throw unreadable(error.path.slice(root.length + 1), error.cause);
        throw error;
    };
}
