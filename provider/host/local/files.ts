import { rename, writeFile } from "node:fs/promises";

/** Replaces a file that others read at any moment. Not made to survive a power cut: no process does, either. */
export async function replaceFile(path: string, contents: string | Uint8Array, mode = 0o600): Promise<void> {
    await writeFile(`${path}.next`, contents, { mode });
    await rename(`${path}.next`, path);
}
