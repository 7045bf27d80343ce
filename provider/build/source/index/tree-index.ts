import type { Stats } from "node:fs";
import type { Listing } from "../listing";

/** What is known of a tree from the last look at it: what was in it, and what stat() said of that. */
export interface TreeIndex {
    readonly hash: string;
    readonly listing: Listing;
    /** Of each entry one number for each part of a `fingerprint`, in the listing's order. */
    readonly fingerprints: Float64Array;
}

/**
 * Changes when the file changes. The times are in milliseconds with fractions, which keep a quarter of a
 * microsecond: big integers would keep the rest, but they take longer to make than the file takes to look at.
 */
const fingerprint = ["size", "mtimeMs", "ctimeMs", "ino", "mode"] as const;

/** What stat() says of a file, as far as it matters. */
export type FileStats = Readonly<Pick<Stats, (typeof fingerprint)[number]>>;

/** The fingerprints of entries that were looked at from that time on; of those without stats, none. */
export function fingerprints(entries: readonly (FileStats | undefined)[], fromMs: number): Float64Array {
    return Float64Array.from(
        entries.flatMap((stats) =>
            fingerprint.map((part) =>
                stats === undefined || isRacy(stats, fromMs) ? Number.NaN : stats[part],
            ),
        ),
    );
}

/** Whether an entry still is what it was. Never, of one without a fingerprint: NaN does not even equal itself. */
export function isUnchanged({ fingerprints }: TreeIndex, number: number, stats: FileStats): boolean {
    let at = number * fingerprint.length;
    for (const part of fingerprint) if (stats[part] !== fingerprints[at++]) return false;
    return true;
}

/**
 * Whether a file could change yet again and keep its fingerprint, because its last change is so recent that the next
 * one may get the same time: git calls such entries racy. Only the time of the inode's last change counts, which no
 * program can set. Clocks of file systems tick every 10 ms at worst, but some know whole seconds only, or every other.
 */
function isRacy(stats: FileStats, fromMs: number): boolean {
    const tickMs = Number.isInteger(stats.ctimeMs / 1000) ? 2000 : 50;
    return stats.ctimeMs >= fromMs - tickMs;
}
