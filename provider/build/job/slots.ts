import { createQueue } from "../../process/queue";

/** Builds that run at this moment in this process, whatever they build. */
let running = 0;
const queue = createQueue();

export interface SlotOptions {
    readonly limit: number;
    readonly signal: AbortSignal;
    /** Called once, when there is no slot to be had at once. */
    readonly onWait?: () => void;
}

/** Runs an action when fewer than `limit` others do, in the order in which they asked. */
export async function withSlot<Result>(
    { limit, signal, onWait }: SlotOptions,
    action: () => Promise<Result>,
): Promise<Result> {
    signal.throwIfAborted();
    if (running < limit) running += 1;
    else {
        onWait?.();
        await queue.wait(signal);
    }
    try {
        return await action();
    } finally {
        // A slot is passed on without being given back, so nobody can come in between.
        if (!queue.advance()) running -= 1;
    }
}
