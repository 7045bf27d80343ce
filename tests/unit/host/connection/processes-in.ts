import { readdir, readlink } from "node:fs/promises";

/** The processes of this machine whose working directory is a folder or below it. */
export async function processesIn(folder: string): Promise<readonly number[]> {
    const found: number[] = [];
    for (const name of (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry))) {
        const cwd = await readlink(`/proc/${name}/cwd`).catch(() => "");
        if (cwd.startsWith(folder)) found.push(Number(name));
    }
    return found;
}
