import { readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

const dayMs = 24 * 60 * 60 * 1000;

/** @param {string} path */
export const isThere = (path) =>
    stat(path).then(
        () => true,
        () => false,
    );

/**
 * Makes a folder that is there in whole or not at all, and removes those of older recipes beside it, but for one that a
 * lab may still run on.
 *
 * @param {string} path
 * @param {(unfinished: string) => Promise<void>} make
 */
export async function kept(path, make) {
    const unfinished = `${path}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await make(unfinished);
    await rename(unfinished, path);
    for (const name of await readdir(dirname(path))) {
        const other = join(dirname(path), name);
        const { ctimeMs } = await stat(other);
        if (other !== path && Date.now() - ctimeMs > dayMs) await rm(other, { recursive: true });
    }
}
