import { readdirSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { errorCode, sourceError, systemReason } from "../source-error";

const expected = "A source is a folder with the unikernel's code, relative to the Pulumi project";

/** The real path of the folder that a program names as its source. */
export function locateFolder(source: string, base: string): string {
    const path = resolve(base, source);
    try {
        const real = realpathSync.native(path);
        if (statSync(real).isDirectory()) return real;
    } catch (error) {
        if (errorCode(error) !== "ENOENT" && errorCode(error) !== "ENOTDIR") {
            throw unreadableFolder(source, error);
        }
        throw sourceError(`There is no folder ${source}: looked for ${path}. ${expected}.`, error);
    }
    throw sourceError(`${source} is not a folder. ${expected}: name the one that holds it.`);
}

export function namesIn(source: string, root: string): ReadonlySet<string> {
    try {
        return new Set(readdirSync(root));
    } catch (error) {
        throw unreadableFolder(source, error);
    }
}

/** The names in the top folder of a source, of which nothing else is read. */
export function glanceAtFolder(source: string, base: string): ReadonlySet<string> {
    const entries = namesIn(source, locateFolder(source, base));
    if (entries.size === 0) throw emptyFolder(source);
    return entries;
}

function unreadableFolder(source: string, error: unknown): Error {
    return sourceError(`The folder ${source} cannot be read: ${systemReason(error)}.`, error);
}

export function emptyFolder(source: string): Error {
    return sourceError(`The folder ${source} is empty. ${expected}.`);
}

export function nothingLeft(source: string): Error {
    return sourceError(
        `Ignore rules leave out everything that is in the folder ${source}. ` +
            "Look into `ignore`, and into the .gitignore files in it and above it.",
    );
}
