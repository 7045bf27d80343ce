import { setTimeout as pause } from "node:timers/promises";

/** How long to wait between attempts, in milliseconds. */
export interface Backoff {
    /** Before the second one at most; twice that before the third, and so on. */
    readonly backoffMs: number;
    readonly longestBackoffMs: number;
}

interface Repetition {
    readonly backoff: Backoff;
    readonly signal: AbortSignal;
    /** Told each failure and its number, from 1. Throws what is to be said when there is no point in another attempt. */
    readonly judge: (error: unknown, failures: number) => void;
}

/** Does something until it succeeds, or there is no point in another attempt. What was aborted is not judged. */
export async function repeatedly<Result>(
    { backoff, signal, judge }: Repetition,
    attempt: (failures: number) => Promise<Result>,
): Promise<Result> {
    for (let failures = 0; ;) {
        try {
            return await attempt(failures);
        } catch (error) {
            signal.throwIfAborted();
            judge(error, ++failures);
        }
        await pause(untilNextAttempt(backoff, failures, Math.random()), undefined, { signal });
    }
}

/** Full jitter, so that many clients do not come all at once: anywhere between nothing and what doubles each time. */
export function untilNextAttempt(
    { backoffMs, longestBackoffMs }: Backoff,
    failures: number,
    random: number,
): number {
    return random * Math.min(longestBackoffMs, backoffMs * 2 ** Math.min(failures - 1, 30));
}
