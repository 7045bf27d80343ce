import type { Backoff } from "../../process/repeatedly";

/** How patient a client is. */
export interface Pace extends Backoff {
    readonly attempts: number;
    /** How long one request may take without an answer. */
    readonly requestMs: number;
    /** The same for a request that the server holds on purpose until something has happened. */
    readonly waitMs: number;
}

export const defaultPace: Pace = {
    backoffMs: 500,
    longestBackoffMs: 16_000,
    attempts: 9,
    requestMs: 60_000,
    waitMs: 150_000,
};
