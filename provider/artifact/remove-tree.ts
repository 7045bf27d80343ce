import { chmod, lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Removes a folder with all that is in it, even where a tool has made folders read-only, as Go does. */
export async function removeTree(path: string): Promise<void> {
    try {
        await rm(path, { recursive: true, force: true });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EACCES") throw error;
        await makeWritable(path);
        await rm(path, { recursive: true, force: true });
    }
}

async function makeWritable(path: string): Promise<void> {
    if (!(await lstat(path)).isDirectory()) return;
    await chmod(path, 0o700);
    for (const name of await readdir(path)) await makeWritable(join(path, name));
}
