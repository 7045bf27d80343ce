import { availableParallelism } from "node:os";
import { makeBatches, type FileToHash } from "./batches";
import { hashHere } from "./here";
import { makeQueue } from "./queue";
import { hashInWorker } from "./worker";

/** The digests of consecutive files. */
export interface Hashed {
    /** The number of the first of them. */
    readonly first: number;
    readonly digests: readonly string[];
}

const mostThreads = 8;

/**
 * The SHA-256 of each file, in hexadecimal. The main thread does what it can in short slices, so that the server
 * answers in between; where there is much to do, workers on the other cores join in.
 */
export async function hashFiles(files: readonly FileToHash[], signal: AbortSignal): Promise<string[]> {
    const { large, small, areMuch } = makeBatches(files);
    const queues = { large: makeQueue(large), small: makeQueue(small) };
    const workers = areMuch ? Math.max(1, Math.min(availableParallelism(), mostThreads) - 1) : 0;
    // Whatever fails, the others are to stop.
    const others = new AbortController();
    const either = AbortSignal.any([signal, others.signal]);
    try {
        const hashed = await Promise.all([
            hashHere(queues.small, either),
            ...Array.from({ length: workers }, () => hashInWorker([queues.large, queues.small], either)),
        ]);
        return inOrder(hashed.flat());
    } catch (error) {
        others.abort();
        signal.throwIfAborted();
        throw error;
    }
}

function inOrder(hashed: readonly Hashed[]): string[] {
    return hashed.toSorted((one, other) => one.first - other.first).flatMap(({ digests }) => digests);
}
