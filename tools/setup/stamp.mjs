import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { paths, root } from "./paths.mjs";

const ignored = new Set(["node_modules", "bin", "target", "_build", ".work", "__pycache__"]);

/**
 * A digest of the names and contents of files and folders: what a step was made from.
 *
 * @param {readonly string[]} sources absolute paths
 * @param {readonly string[]} [more] other things that matter, versions for one
 */
export async function fingerprint(sources, more = []) {
    const files = (await Promise.all(sources.map(filesBelow))).flat().sort();
    const contents = await Promise.all(files.map((file) => readFile(file)));
    const hash = createHash("sha256");
    for (const [index, file] of files.entries()) {
        const content = contents[index] ?? Buffer.alloc(0);
        hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
    return hash.update(JSON.stringify(more)).digest("hex");
}

/**
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function filesBelow(path) {
    try {
        const entries = await readdir(path, { withFileTypes: true });
        const kept = entries.filter((entry) => !ignored.has(entry.name));
        const found = kept.map((entry) =>
            entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
        );
        return (await Promise.all(found)).flat();
    } catch (error) {
        if (isCode(error, "ENOTDIR")) return [path];
        if (isCode(error, "ENOENT")) return [];
        throw error;
    }
}

/**
 * Whether a step was last finished from exactly this.
 *
 * @param {string} name
 * @param {string} digest
 */
export async function isStamped(name, digest) {
    return (await readStamp(name)) === digest;
}

/**
 * @param {string} name
 * @returns {Promise<string | undefined>}
 */
export const readStamp = (name) => readFile(join(paths.stamps, name), "utf8").catch(() => undefined);

/**
 * @param {string} name
 * @param {string} digest
 */
export async function stamp(name, digest) {
    await mkdir(paths.stamps, { recursive: true });
    const path = join(paths.stamps, name);
    await writeFile(`${path}.${process.pid}`, digest);
    await rename(`${path}.${process.pid}`, path);
}

/**
 * @param {unknown} error
 * @param {string} code
 */
export const isCode = (error, code) =>
    /** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === code;
