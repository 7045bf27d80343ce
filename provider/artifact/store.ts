import { createHash } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { digestOf, hexOf, type Digest } from "./digest";
import { inStore } from "./failure";
import { makeFolder } from "./folder";
import { chunksOf } from "./hash";
import type { StoreLayout } from "./layout";
import { stagingPath } from "./staging";

export interface StoredFile {
    readonly digest: Digest;
    readonly size: number;
    readonly path: string;
}

export interface AddOptions {
    readonly signal?: AbortSignal;
    /** Sees the digest before the copy is put in its place. When it throws, the store stays as it was. */
    readonly judge?: (digest: Digest) => void;
}

/** Read-only, and executable because a unix target's artifact is run from here. */
const artifactMode = 0o555;

/** Where an artifact is when this machine has it. */
export function artifactFile(layout: StoreLayout, digest: Digest): string {
    return join(layout.artifacts, hexOf(digest));
}

/**
 * Puts a copy of a file, or bytes, into the store. The digest is of what was written, so a source that changes while it
 * is copied does no harm. What is there already under this digest is replaced, which mends it if it was damaged.
 */
export async function addFile(
    layout: StoreLayout,
    source: string | Uint8Array,
    { signal, judge }: AddOptions = {},
): Promise<StoredFile> {
    const input = typeof source === "string" ? await open(source) : undefined;
    try {
        const chunks = input ? chunksOf(input, signal) : [source as Uint8Array];
        return await inStore(layout, () => stage(layout, chunks, judge));
    } finally {
        await input?.close();
    }
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

async function stage(layout: StoreLayout, chunks: Chunks, judge: AddOptions["judge"]): Promise<StoredFile> {
    const staged = await stagingPath(layout);
    try {
        const { hex, size } = await writeHashing(staged, chunks);
        const digest = digestOf(hex);
        judge?.(digest);
        const path = artifactFile(layout, digest);
        await makeFolder(layout.artifacts);
        await rename(staged, path);
        return { digest, size, path };
    } catch (error) {
        await rm(staged, { force: true });
        throw error;
    }
}

async function writeHashing(path: string, chunks: Chunks): Promise<{ hex: string; size: number }> {
    const file = await open(path, "wx", 0o600);
    try {
        const hash = createHash("sha256");
        let size = 0;
        for await (const chunk of chunks) {
            hash.update(chunk);
            size += chunk.length;
            await writeWhole(file, chunk);
        }
        await file.chmod(artifactMode);
        await file.sync();
        return { hex: hash.digest("hex"), size };
    } finally {
        await file.close();
    }
}

/** A single write may stop short, just before the disk is full for one. */
async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
    for (let written = 0; written < chunk.length;) {
        written += (await file.write(chunk, written)).bytesWritten;
    }
}
