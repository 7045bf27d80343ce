import { mkdir } from "node:fs/promises";

/** A folder of the store, with those above it. Only for its user: consoles and workspaces may hold secrets. */
export async function makeFolder(path: string): Promise<void> {
    await mkdir(path, { recursive: true, mode: 0o700 });
}
