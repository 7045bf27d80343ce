import { HashFailure } from "../hash/failure";
import { hashFiles } from "../hash/files";
import { hashListing } from "../hash/listing";
import type { IgnoreRules } from "../ignore/rules";
import type { Entry } from "../listing";
import { slicer } from "../slices";
import { checkSymlinks } from "../symlinks";
import { unreadable, walk, type Found } from "../walk";
import { recaller } from "./recall";
import { fingerprints, type TreeIndex } from "./tree-index";

/** Looks at a tree, and reads those of its files that may have changed since the index was made. */
export async function scan(
    root: string,
    rules: IgnoreRules,
    known: TreeIndex | undefined,
    signal: AbortSignal,
): Promise<TreeIndex> {
    const startedMs = Date.now();
    const found = await collect(root, rules, known, signal);
    if (known?.listing.length === found.length && found.every(({ remembered }) => remembered)) return known;
    const listing = await complete(root, found, signal);
    checkSymlinks(root, listing);
    const stats = found.map((entry) => entry.found.stats);
    return { hash: hashListing(listing), listing, fingerprints: fingerprints(stats, startedMs) };
}

/** An entry of the tree, with what the index holds of it, if it still does. */
interface Recalled {
    readonly found: Found;
    readonly remembered?: Entry;
}

async function collect(
    root: string,
    rules: IgnoreRules,
    known: TreeIndex | undefined,
    signal: AbortSignal,
): Promise<Recalled[]> {
    const recall = known ? recaller(known) : () => undefined;
    const pause = slicer(signal);
    const entries: Recalled[] = [];
    for (const found of walk(root, rules)) {
        entries.push({ found, remembered: recall(found) });
        const resting = pause();
        if (resting) await resting;
    }
    return entries;
}

async function complete(root: string, entries: readonly Recalled[], signal: AbortSignal): Promise<Entry[]> {
    const unread = entries.filter(({ found, remembered }) => found.kind !== "symlink" && !remembered);
    const files = unread.map(({ found }) => ({ path: `${root}/${found.path}`, size: found.stats.size }));
    const digests = (await hashFiles(files, signal).catch(reportPath(root))).values();
    return entries.map(({ found: { path, kind, linkTarget }, remembered }) => {
        return remembered ?? { path, kind, content: linkTarget ?? digests.next().value ?? "" };
    });
}

function reportPath(root: string): (error: unknown) => never {
    return (error) => {
        if (error instanceof HashFailure) throw unreadable(error.path.slice(root.length + 1), error.cause);
        throw error;
    };
}
