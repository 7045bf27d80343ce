import type { Batch } from "./batches";

/** Batches that threads share out among themselves: a message for each would cost more than what is in it. */
export interface Queue {
    readonly batches: readonly Batch[];
    /** How many have been claimed. In shared memory. */
    readonly claims: Int32Array;
}

export function makeQueue(batches: readonly Batch[]): Queue {
    return { batches, claims: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
}

/** The next batch, for this thread alone. Uses nothing else of this file, as its text is also run by workers. */
/* istanbul ignore next: a coverage counter would not exist in the worker */
export function claim({ batches, claims }: Queue): Batch | undefined {
    return batches[Atomics.add(claims, 0, 1)];
}
