import * as crypto from "node:crypto";
import * as fs from "node:fs";
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { slicer } from "../slices";
import { hashFile } from "./file";
import { askHashWorker, readSize, startHashWorker } from "./worker";

export interface FileToHash {
    /** Absolute. */
    readonly path: string;
    readonly size: number;
}

/** A file that could not be hashed. Its cause is the operating system's error. */
export class HashFailure extends Error {
    override readonly name = "HashFailure";

    constructor(
        readonly path: string,
        cause: unknown,
    ) {
        super(`${path} cannot be hashed`, { cause });
    }
}

/** The SHA-256 of each file, in hexadecimal. Much to hash is shared out to worker threads on all cores. */
export async function hashFiles(files: readonly FileToHash[], signal: AbortSignal): Promise<string[]> {
    const total = files.reduce((sum, file) => sum + weight(file), 0);
    return total <= inlineWeight ? hashInline(files, signal) : hashInWorkers(files, signal);
}

/** What hashing a file costs, in bytes: to open it takes as long as to hash another 32 KiB. */
function weight(file: FileToHash): number {
    return file.size + 32 * 1024;
}

/** Up to here the main thread is done, in a few milliseconds, before workers would have started. */
const inlineWeight = 8 * 1024 * 1024;
const batchWeight = 4 * 1024 * 1024;
const mostWorkers = 8;

async function hashInline(files: readonly FileToHash[], signal: AbortSignal): Promise<string[]> {
    const buffer = Buffer.allocUnsafe(readSize);
    const pause = slicer(signal);
    const digests: string[] = [];
    for (const { path } of files) {
        try {
            digests.push(hashFile(fs, crypto, path, buffer));
        } catch (error) {
            throw new HashFailure(path, error);
        }
        const resting = pause();
        if (resting) await resting;
    }
    return digests;
}

interface Batch {
    readonly first: number;
    readonly paths: readonly string[];
}

async function hashInWorkers(files: readonly FileToHash[], signal: AbortSignal): Promise<string[]> {
    const batches = split(files);
    const count = Math.min(availableParallelism(), mostWorkers, batches.length);
    const workers = Array.from({ length: count }, startHashWorker);
    try {
        const digests = new Array<string>(files.length);
        const queue = batches.values();
        await Promise.all(workers.map((worker) => work(worker, queue, digests, signal)));
        return digests;
    } catch (error) {
        signal.throwIfAborted();
        throw error;
    } finally {
        for (const worker of workers) void worker.terminate();
    }
}

async function work(
    worker: Worker,
    queue: Iterable<Batch>,
    digests: string[],
    signal: AbortSignal,
): Promise<void> {
    for (const { first, paths } of queue) {
        const answer = await askHashWorker(worker, paths, signal);
        if ("failed" in answer) {
            throw new HashFailure(
                answer.failed,
                Object.assign(new Error(answer.message), { code: answer.code }),
            );
        }
        for (const [offset, digest] of answer.digests.entries()) digests[first + offset] = digest;
    }
}

function split(files: readonly FileToHash[]): Batch[] {
    const batches: { first: number; paths: string[] }[] = [];
    let room = 0;
    for (const [number, file] of files.entries()) {
        if (room <= 0) {
            batches.push({ first: number, paths: [] });
            room = batchWeight;
        }
        batches.at(-1)?.paths.push(file.path);
        room -= weight(file);
    }
    return batches;
}
