import { createQueue } from "../../process/queue";

/** So many at once, the others in the order in which they asked. */
export interface Slots {
    use<Result>(signal: AbortSignal, action: () => Promise<Result>): Promise<Result>;
    /** Allows fewer than there are now, from when they end on. False if there is but one. */
    lower(): boolean;
}

export function slots(initially: number): Slots {
    let limit = initially;
    let taken = 0;
    const queue = createQueue();

    return {
        async use(signal, action) {
            signal.throwIfAborted();
            if (taken < limit) taken += 1;
            else await queue.wait(signal);
            try {
                return await action();
            } finally {
                // One is passed on without being given back: nobody can come in between.
                if (taken > limit || !queue.advance()) taken -= 1;
            }
        },
        lower() {
            limit = Math.max(1, taken - 1);
            return taken > 1;
        },
    };
}
