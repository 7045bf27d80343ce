import type { Backoff } from "../../process/repeatedly";

/** How long to wait for what. */
export interface Pace extends Backoff {
    /** For a connection, in milliseconds. */
    readonly connectMs: number;
    /** For the next byte of an answer, in milliseconds. Single requests from outside AWS sometimes hang for ever. */
    readonly silenceMs: number;
    /** For one attempt as a whole, in milliseconds. */
    readonly attemptMs: number;
    /** The same for a block on a slow line, which is silent while what the machine has taken of it drains off. */
    readonly blockMs: number;
    /** A block that takes less, in milliseconds, leaves room for another one. */
    readonly easyBlockMs: number;
    /** How often a request is made at most, what the service says of it being no reason to give up. */
    readonly attempts: number;
    /** How long something just made may be unknown to other parts of the service, in milliseconds. */
    readonly unknownMs: number;
    /** Between the first two looks at whether something is ready, in milliseconds; it grows with each further one. */
    readonly lookMs: number;
    readonly longestLookMs: number;
    /** How long a snapshot or an image may take to get ready, in milliseconds. */
    readonly readyMs: number;
    /** How long clearing away after a failure may take, in milliseconds. */
    readonly tidyMs: number;
}

export const defaultPace: Pace = {
    connectMs: 5_000,
    silenceMs: 12_000,
    attemptMs: 20_000,
    blockMs: 40_000,
    easyBlockMs: 2_000,
    attempts: 9,
    backoffMs: 100,
    longestBackoffMs: 10_000,
    unknownMs: 120_000,
    lookMs: 2,
    longestLookMs: 5_000,
    readyMs: 20 * 60_000,
    tidyMs: 20_000,
};

/** `looks` counts from 1. */
export function untilNextLook(pace: Pace, looks: number): number {
    return Math.min(pace.longestLookMs, pace.lookMs * 1.5 ** (looks - 1));
}
