import { createHash } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { temporaryName } from "../../artifact/atomic";
import { digestOf } from "../../artifact/digest";
import { makeFolder, makeUsersFolder } from "../../artifact/folder";
import { storeLayout } from "../../artifact/layout";
import { clearUnfinished } from "../../artifact/prune/litter";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { DiskOutputs } from "../disk";
import type { DiskImage } from "../disk-image";

const zeros = Buffer.alloc(2 ** 20);

/** Writes a sparse file, whole or not at all. */
export async function writeImage(call: Call<Settings>, file: string, image: DiskImage): Promise<DiskOutputs> {
    const unfinished = join(dirname(file), await temporaryName(basename(file)));
    call.progress.status(`writing ${file}`);
    try {
        await prepare(call, file);
        const digest = await write(call, unfinished, image);
        await rename(unfinished, file);
        return { file, digest, bytes: image.size };
    } catch (error) {
        await rm(unfinished, { force: true });
        throw explained(error, file);
    }
}

/** The user's folders are as any program would make them, and nobody else tidies them up. */
async function prepare({ settings }: Call<Settings>, file: string): Promise<void> {
    const folder = dirname(file);
    if (folder === storeLayout(settings.store).disks) return makeFolder(folder);
    await makeUsersFolder(folder);
    await clearUnfinished(file);
}

async function write({ signal }: Call<Settings>, path: string, image: DiskImage): Promise<string> {
    const handle = await open(path, "wx", 0o644);
    const hash = createHash("sha256");
    let at = 0;
    const hole = (end: number): void => {
        for (; at < end; at += Math.min(zeros.length, end - at)) hash.update(zeros.subarray(0, end - at));
    };
    try {
        await handle.truncate(image.size);
        for (const { offset, bytes } of image.extents()) {
            signal.throwIfAborted();
            hole(offset);
            hash.update(bytes);
            at += bytes.length;
            await writeAt(handle, bytes, offset);
        }
        hole(image.size);
        await handle.sync();
        return digestOf(hash.digest("hex"));
    } finally {
        await handle.close();
    }
}

/** A single write may stop short. */
async function writeAt(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
    for (let written = 0; written < bytes.length;) {
        written += (await handle.write(bytes, written, bytes.length - written, offset + written))
            .bytesWritten;
    }
}

function explained(error: unknown, file: string): unknown {
    const { code, message } = error as NodeJS.ErrnoException;
    if (
        error instanceof UserError ||
        code === undefined ||
        typeof code !== "string" ||
        !/^E[A-Z]+$/.test(code)
    )
        return error;
    return new UserError(
        `The disk cannot be written to ${file}: ${message}. Name another place with \`path\`, or make room there.`,
        {
            property: "path",
            cause: error,
        },
    );
}
