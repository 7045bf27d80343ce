import type { Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

export interface Measure {
    readonly bytes: number;
    /** When anything in it last changed. Milliseconds since the epoch. */
    readonly changedAt: number;
}

const nothing: Measure = { bytes: 0, changedAt: 0 };

/** The room that a file, or a folder with all that is in it, takes on the disk. What goes meanwhile takes none. */
export async function measure(path: string, signal?: AbortSignal): Promise<Measure> {
    signal?.throwIfAborted();
    const status = await lstat(path).catch(() => undefined);
    if (status === undefined) return nothing;
    const own = { bytes: roomOf(status), changedAt: status.mtimeMs };
    if (!status.isDirectory()) return own;
    let total = own;
    for (const name of await namesIn(path)) total = sum(total, await measure(join(path, name), signal));
    return total;
}

export async function namesIn(folder: string): Promise<string[]> {
    return readdir(folder).catch(() => []);
}

/** Small files take whole blocks; a file system that compresses has fewer blocks than the file has bytes. */
function roomOf({ blocks, size }: Stats): number {
    return Math.max(size, blocks * 512);
}

function sum(one: Measure, other: Measure): Measure {
    return {
        bytes: one.bytes + other.bytes,
        changedAt: Math.max(one.changedAt, other.changedAt),
    };
}
