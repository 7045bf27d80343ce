import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

export interface Limits {
    readonly files: number;
    readonly bytes: number;
}

const limits: Limits = { files: 1024, bytes: 256 * 1024 * 1024 };
const tidied = new Set<string>();

/** Keeps the index folder from growing for ever. Once in the life of a process is enough: it serves one `up`. */
export async function tidyOnce(index: string): Promise<void> {
    if (tidied.has(index)) return;
    tidied.add(index);
    for (const name of await readdir(index)) await keepNewest(join(index, name), limits);
}

/** Removes the oldest files of a folder until it is within the limits. */
export async function keepNewest(folder: string, { files, bytes }: Limits): Promise<void> {
    const names = await readdir(folder);
    const described = await Promise.all(names.map((name) => describe(join(folder, name))));
    let total = 0;
    const newestFirst = described.sort((one, other) => other.mtimeMs - one.mtimeMs);
    for (const [number, { path, size }] of newestFirst.entries()) {
        total += size;
        if (number >= files || total > bytes) await rm(path, { force: true });
    }
}

/** A file that somebody else has removed meanwhile takes no room. */
async function describe(path: string): Promise<{ path: string; size: number; mtimeMs: number }> {
    const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
    return { path, size, mtimeMs };
}
