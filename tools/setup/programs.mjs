import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { paths } from "./paths.mjs";

/** Where installers put tools without adding the folder to PATH. */
const usualPlaces = ["/usr/local/go/bin", "/opt/homebrew/bin", "/usr/local/bin", "/usr/bin", "/usr/sbin"];

/**
 * Every program of this name on PATH, in its order; the links that set-up makes left out.
 *
 * @param {string} name
 */
export const programs = (name) =>
    inFolders(
        name,
        (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "" && folder !== paths.bin),
    );

/**
 * Programs of this name that are not on PATH, but where they usually are.
 *
 * @param {string} name
 */
export const elsewhere = (name) => inFolders(name, usualPlaces);

/**
 * @param {string} name
 * @param {readonly string[]} folders
 */
const inFolders = (name, folders) => folders.map((folder) => join(folder, name)).filter(isExecutable);

/** @param {string} file */
export function isExecutable(file) {
    try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
    } catch {
        return false;
    }
}

/**
 * What the program says of its version; nothing when it does not even run, as rustup's stand-ins do in a home without
 * a toolchain.
 *
 * @param {string} program
 * @param {readonly string[]} [argv]
 * @returns {Promise<string | undefined>}
 */
export function versionOf(program, argv = ["--version"]) {
    return new Promise((resolve) => {
        execFile(program, argv, { timeout: 30_000 }, (error, stdout) => {
            resolve(error ? undefined : /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0]);
        });
    });
}

/**
 * @param {string} version
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
    const has = version.split(".").map(Number);
    for (const [index, wanted] of minimum.split(".").map(Number).entries()) {
        const part = has[index] ?? 0;
        if (part !== wanted) return part > wanted;
    }
    return true;
}

/**
 * The first program of this name that runs and is new enough.
 *
 * @param {string} name
 * @param {string} minimum
 * @param {readonly string[]} [argv]
 */
export async function working(name, minimum, argv) {
    for (const program of new Set([...programs(name), ...elsewhere(name)])) {
        const version = await versionOf(program, argv);
        if (version !== undefined && isAtLeast(version, minimum)) return { program, version };
    }
    return undefined;
}
