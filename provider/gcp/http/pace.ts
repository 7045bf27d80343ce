/** How patient a client is. */
export interface Pace {
    /** Before the second attempt, in milliseconds at most; twice that before the third, and so on. */
    readonly backoffMs: number;
    readonly attempts: number;
    /** How long one request may take without an answer. */
    readonly requestMs: number;
    /** The same for a request that the server holds on purpose until something has happened. */
    readonly waitMs: number;
}

export const defaultPace: Pace = { backoffMs: 500, attempts: 8, requestMs: 60_000, waitMs: 150_000 };

const longestMs = 16_000;

/** Milliseconds before an attempt, the second being 1: at random, so that many clients do not come all at once. */
export function backoff({ backoffMs }: Pace, attempt: number, random = Math.random()): number {
    return Math.min(backoffMs * 2 ** (attempt - 1), longestMs) * (0.5 + random / 2);
}
