/** Builds that run at this moment in this process, whatever they build. */
let running = 0;
const waiting: (() => void)[] = [];

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
    else await inherit(signal, onWait);
    try {
        return await action();
    } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
    }
}

/** Waits for the slot of one that finishes. It passes it on without giving it back, so nobody can come in between. */
async function inherit(signal: AbortSignal, onWait?: () => void): Promise<void> {
    onWait?.();
    await new Promise<void>((resolve, reject) => {
        const leave = (): void => {
            const place = waiting.indexOf(enter);
            if (place >= 0) waiting.splice(place, 1);
            reject(signal.reason as Error);
        };
        const enter = (): void => {
            signal.removeEventListener("abort", leave);
            resolve();
        };
        waiting.push(enter);
        signal.addEventListener("abort", leave, { once: true });
    });
}
