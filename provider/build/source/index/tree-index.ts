import type { Stats } from "node:fs";
import type { Listing } from "../listing";

/** What is known of a tree from the last look at it: what was in it, and what stat() said of that. */
export interface TreeIndex {
    readonly hash: string;
    readonly listing: Listing;
    /** As many numbers for each entry as `fingerprint` gives. */
    readonly fingerprints: Float64Array;
}

export const fingerprintLength = 5;

/**
 * Changes when the file changes. The times are in milliseconds with fractions, which keep a quarter of a
 * microsecond: big integers would keep the rest, but no file system's clock is finer, and reading them costs a
 * fifth of the whole look.
 */
export function fingerprint(stats: Stats): readonly number[] {
    return [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino, stats.mode];
}

/** Equals no file's. */
const unknownFile = Number.NaN;

/**
 * Whether a file might still change without its fingerprint changing: its last change is so recent that the next one
 * could get the same time. git calls such entries racy. Only the time of the last change to the inode matters, which
 * nobody can set; clocks tick every 10 ms at worst, but on file systems with whole seconds every two of them.
 */
export function isRacy(stats: Stats, readFromMs: number): boolean {
    const tickMs = Number.isInteger(stats.ctimeMs / 1000) ? 2000 : 50;
    return stats.ctimeMs >= readFromMs - tickMs;
}

/** Forgets what is known of an entry, so that its file is read again. */
export function smudge(fingerprints: Float64Array, entry: number): void {
    fingerprints[entry * fingerprintLength] = unknownFile;
}

export function matches(index: TreeIndex, entry: number, stats: Stats): boolean {
    const start = entry * fingerprintLength;
    return fingerprint(stats).every((value, offset) => index.fingerprints[start + offset] === value);
}
