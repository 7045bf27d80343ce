import type { Probe } from "./schema";

/** When to try, in milliseconds. */
export interface Schedule {
    readonly intervalMs: number;
    readonly timeoutMs: number;
    readonly deadlineMs: number;
}

export function scheduleOf({ interval = 1, timeout = 5, deadline = 60 }: Probe): Schedule {
    return { intervalMs: interval * 1000, timeoutMs: timeout * 1000, deadlineMs: deadline * 1000 };
}

const firstPauseMs = 20;

/**
 * How long after attempt number `attempt` (from 0) the next one begins. A unikernel is up within a tenth of a second,
 * or else takes its time.
 */
export function pauseAfter(attempt: number, { intervalMs }: Pick<Schedule, "intervalMs">): number {
    return Math.min(firstPauseMs * 1.5 ** attempt, intervalMs);
}
