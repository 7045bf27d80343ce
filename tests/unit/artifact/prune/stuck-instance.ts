import { execFileSync } from "node:child_process";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { StoreLayout } from "../../../../provider/artifact/layout";

/**
 * Makes an instance that pruning waits at, where it asks which artifacts are in use. What it answers waits until pruning
 * is there, and gives the pipe that lets it go on when it is closed.
 */
export async function stuckInstance({ instances }: StoreLayout): Promise<() => Promise<FileHandle>> {
    const folder = join(instances, "stuck");
    await mkdir(folder, { recursive: true });
    const pipe = join(folder, "digest");
    execFileSync("mkfifo", [pipe]);
    return () => open(pipe, "w");
}
