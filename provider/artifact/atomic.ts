import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ownMark } from "../process/owner";
import { makeFolder } from "./folder";

/**
 * Replaces a file in one step: readers see the old contents or the new, whole, even after a power cut. The folder is
 * made when it is missing. The name while it is being written starts with a dot.
 */
export async function writeFileAtomic(
    path: string,
    data: string | Uint8Array,
    options: { readonly mode?: number } = {},
): Promise<void> {
    const temporary = join(dirname(path), await temporaryName(basename(path)));
    await makeFolder(dirname(path));
    try {
        await writeDurably(temporary, data, options.mode ?? 0o644);
        await rename(temporary, path);
    } catch (error) {
        await rm(temporary, { force: true });
        throw error;
    }
}

const temporaryFile = /^\..+~[0-9a-f]{12}~(.+)$/;

/** Beside the file that is to have this name at last: `writerOf` tells whose it is. */
export async function temporaryName(name: string): Promise<string> {
    return `${temporaryPrefix(name)}${randomBytes(6).toString("hex")}~${await ownMark()}`;
}

/** What all that are to have this name begin with. */
export function temporaryPrefix(name: string): string {
    return `.${name.slice(0, 100)}~`;
}

/** The mark of the process that writes it, when this is a `temporaryName`. */
export function writerOf(name: string): string | undefined {
    return temporaryFile.exec(name)?.[1];
}

async function writeDurably(path: string, data: string | Uint8Array, mode: number): Promise<void> {
    const file = await open(path, "wx", mode);
    try {
        await file.writeFile(data);
        await file.datasync();
    } finally {
        await file.close();
    }
}
