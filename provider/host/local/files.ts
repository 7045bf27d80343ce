import { rename, writeFile } from "node:fs/promises";

/** Replaces a file that others read at any moment. Not made to survive a power cut: no process does, either. */
export async function replaceFile(path: string, text: string, mode = 0o600): Promise<void> {
    await writeFile(`${path}.next`, text, { mode });
    await rename(`${path}.next`, path);
}
