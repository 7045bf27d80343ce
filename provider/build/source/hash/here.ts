import * as crypto from "node:crypto";
import * as fs from "node:fs";
import { setImmediate } from "node:timers/promises";
import { HashFailure } from "./failure";
import { hashFile, readSize } from "./file";
import type { Hashed } from "./files";
import { claim, type Queue } from "./queue";

/** Hashes on the main thread, which sees to its other business after each batch. */
export async function hashHere(queue: Queue, signal: AbortSignal): Promise<Hashed[]> {
    const buffer = Buffer.allocUnsafe(readSize);
    const hashed: Hashed[] = [];
    for (let batch = claim(queue); batch !== undefined; batch = claim(queue)) {
        signal.throwIfAborted();
        hashed.push({ first: batch.first, digests: batch.paths.map((path) => hashOne(path, buffer)) });
        await setImmediate();
    }
    return hashed;
}

function hashOne(path: string, buffer: Buffer): string {
    try {
        return hashFile(fs, crypto, path, buffer);
    } catch (error) {
        throw new HashFailure(path, error);
    }
}
