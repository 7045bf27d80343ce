import { rename, rm, stat, type FileHandle } from "node:fs/promises";
import type { StoreLayout } from "./layout";
import { stagingPath } from "./staging";

/**
 * Removes an artifact that was read and found damaged. Another process may put a good copy in its place at any
 * moment, or remove it too. So it is moved out first, and moved back when it turns out to be another file than the one
 * that was read.
 */
export async function removeDamaged(layout: StoreLayout, path: string, damaged: FileHandle): Promise<void> {
    const aside = await stagingPath(layout);
    if (!(await moveIfPresent(path, aside))) return;
    const [moved, read] = await Promise.all([stat(aside), damaged.stat()]);
    if (moved.ino === read.ino && moved.dev === read.dev) await rm(aside);
    else await rename(aside, path);
}

async function moveIfPresent(from: string, to: string): Promise<boolean> {
    try {
        await rename(from, to);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
        throw error;
    }
}
