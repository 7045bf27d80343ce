import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * A folder of the store, with those above it. Only for its user: consoles and workspaces may hold secrets. Node's
 * recursive mkdir would do, but calls a read-only file system a missing file.
 */
export function makeFolder(path: string): Promise<void> {
    return makeWith(path, 0o700);
}

/** A folder of the user's own, for whom the umask lets in. */
export function makeUsersFolder(path: string): Promise<void> {
    return makeWith(path, 0o777);
}

async function makeWith(path: string, mode: number): Promise<void> {
    try {
        await mkdir(path, { mode });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            await makeWith(dirname(path), mode);
            await makeWith(path, mode);
        } else if (!(await isFolder(path))) throw error;
    }
}

async function isFolder(path: string): Promise<boolean> {
    const status = await stat(path).catch(() => undefined);
    return status?.isDirectory() ?? false;
}
