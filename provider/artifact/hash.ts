import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { digestOf, type Digest } from "./digest";

const chunkBytes = 1024 * 1024;

/** The chunks of a file from its start, each good until the next is asked for. */
export async function* chunksOf(file: FileHandle, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let position = 0; ;) {
        signal?.throwIfAborted();
        const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
    }
}

export async function hashFile(file: FileHandle, signal?: AbortSignal): Promise<Digest> {
    const hash = createHash("sha256");
    for await (const chunk of chunksOf(file, signal)) hash.update(chunk);
    return digestOf(hash.digest("hex"));
}
