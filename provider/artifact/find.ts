import { open, type FileHandle } from "node:fs/promises";
import { removeDamaged } from "./damaged";
import type { Digest } from "./digest";
import { inStore } from "./failure";
import { hashFile } from "./hash";
import type { StoreLayout } from "./layout";
import { artifactFile } from "./store";
import { isVerified, markUsed, rememberVerified } from "./verified";

export interface FindOptions {
    readonly signal?: AbortSignal;
    /** Told about an artifact whose contents are no longer what its digest says. It has been removed. */
    readonly onDamaged?: (message: string) => void;
}

/**
 * The path of an artifact whose contents are what its digest says, or nothing: this machine never had it, it was pruned,
 * or it was damaged.
 */
export async function findArtifact(
    layout: StoreLayout,
    digest: Digest,
    { signal, onDamaged }: FindOptions = {},
): Promise<string | undefined> {
    const path = artifactFile(layout, digest);
    return inStore(layout, async () => {
        const file = await openIfPresent(path);
        if (file === undefined) return undefined;
        try {
            if (await isIntact(layout, digest, file, signal)) {
                await markUsed(layout, digest);
                return path;
            }
            await removeDamaged(layout, path, file);
        } finally {
            await file.close();
        }
        onDamaged?.(`${path} was damaged: its contents no longer match its name. It has been removed.`);
        return undefined;
    });
}

async function openIfPresent(path: string): Promise<FileHandle | undefined> {
    return open(path).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    });
}

async function isIntact(
    layout: StoreLayout,
    digest: Digest,
    file: FileHandle,
    signal: AbortSignal | undefined,
): Promise<boolean> {
    const seen = await file.stat({ bigint: true });
    if (await isVerified(layout, digest, seen)) return true;
    if ((await hashFile(file, signal)) !== digest) return false;
    await rememberVerified(layout, digest, seen);
    return true;
}
