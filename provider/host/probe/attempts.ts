import { setTimeout as sleep } from "node:timers/promises";
import { timeoutSignal } from "../../process/timeout";
import { pauseAfter, type Schedule } from "./schedule";

/** Rejects when it did not pass, with what was in the way. */
export type Attempt = (signal: AbortSignal) => Promise<void>;

/** Whether a probe has passed before it was told to stop, and else what it met last. */
export interface Answer {
    readonly passed: boolean;
    readonly lastProblem?: string;
}

/** Attempts that are under way at once, at most. */
const limit = 8;

/**
 * Repeats an attempt until one passes or the signal aborts. One does not wait for the other: a connection that was
 * opened before the guest was there hangs for seconds in QEMU's user network, while a fresh one is answered at once.
 */
export async function untilPassed(
    attempt: Attempt,
    schedule: Schedule,
    signal: AbortSignal,
): Promise<Answer> {
    const done = new AbortController();
    const over = AbortSignal.any([signal, done.signal]);
    const underWay = new Set<Promise<void>>();
    let passed = false;
    let lastProblem: string | undefined;

    async function once(): Promise<void> {
        try {
            await attempt(AbortSignal.any([over, timeoutSignal(schedule.timeoutMs)]));
            passed = true;
            done.abort();
        } catch (error) {
            if (!over.aborted) lastProblem = (error as Error).message;
        }
    }

    for (let number = 0; !over.aborted; number++) {
        if (underWay.size < limit) {
            const current = once().finally(() => underWay.delete(current));
            underWay.add(current);
        }
        await sleep(pauseAfter(number, schedule), undefined, { signal: over }).catch(() => undefined);
    }
    await Promise.all(underWay);
    return { passed, lastProblem };
}
