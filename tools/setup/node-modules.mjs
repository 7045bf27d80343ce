import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { logged } from "./logged.mjs";
import { paths, root } from "./paths.mjs";

/** @type {import("./setup.mjs").Step} */
export const nodeModules = {
    title: "npm packages",
    isDone: async () => {
        const [wanted, installed] = await Promise.all([
            lockFile(join(root, "package-lock.json")),
            lockFile(join(root, "node_modules", ".package-lock.json")),
        ]);
        return wanted !== undefined && installed !== undefined && isInstalled(wanted, installed);
    },
    run: async () => {
        const cache = join(paths.cache, "npm");
        await logged("npm-ci", ["npm", "ci", "--cache", cache, "--no-progress", "--loglevel=error"]);
    },
};

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} LockFile
 */

/**
 * Whether node_modules, as npm itself recorded it, is what the lock asks for. Optional packages may be absent: they
 * are other platforms'.
 *
 * @param {LockFile} wanted
 * @param {LockFile} installed
 */
export function isInstalled(wanted, installed) {
    return Object.entries(wanted.packages).every(([path, locked]) => {
        if (!path.startsWith("node_modules/")) return true;
        const found = installed.packages[path];
        if (found === undefined) return locked.optional === true;
        return found.version === locked.version && found.integrity === locked.integrity;
    });
}

/**
 * @param {string} path
 * @returns {Promise<LockFile | undefined>}
 */
async function lockFile(path) {
    try {
        return JSON.parse(await readFile(path, "utf8"));
    } catch {
        return undefined;
    }
}
