import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * A folder of the store, with those above it. Only for its user: consoles and workspaces may hold secrets. Node's
 * recursive mkdir would do, but calls a read-only file system a missing file.
 */
export async function makeFolder(path: string): Promise<void> {
    try {
        await mkdir(path, { mode: 0o700 });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            await makeFolder(dirname(path));
            await makeFolder(path);
        } else if (!(await isFolder(path))) throw error;
    }
}

async function isFolder(path: string): Promise<boolean> {
    const status = await stat(path).catch(() => undefined);
    return status?.isDirectory() ?? false;
}
