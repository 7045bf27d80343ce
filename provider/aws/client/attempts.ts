import { repeatedly } from "../../process/repeatedly";
import { UserError } from "../../protocol/errors";
import type { Pace } from "./pace";
import { verdictOn, type Verdict } from "./verdict";

export interface Attempts {
    readonly pace: Pace;
    readonly signal: AbortSignal;
    /** Until when what was just made may be unknown, as milliseconds of `performance.now()`. Default: it may not. */
    readonly mayBeUnknownUntil?: number;
}

/** How a request went on the whole, when it failed in the end. */
export class Exhausted extends Error {
    override readonly name = "Exhausted";
    constructor(
        override readonly cause: unknown,
        readonly attempts: number,
        /** Whether the service may have done it all the same. */
        readonly unclear: boolean,
    ) {
        super((cause as Error).message, { cause });
    }
}

/** Makes a request until it succeeds or there is no point in another attempt. Throws `Exhausted`, or what aborted it. */
export async function attempted<Answer>(
    { pace, signal, mayBeUnknownUntil = 0 }: Attempts,
    attempt: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
    let unclear = false;
    const judge = (error: unknown, failures: number): void => {
        // Of what keeps a request from being made at all.
        if (error instanceof UserError) throw error;
        const verdict = verdictOn(error);
        unclear ||= verdict === "unclear";
        const isLast = verdict !== "unknown" && failures >= pace.attempts;
        if (isLast || !isWorthwhile(verdict, mayBeUnknownUntil))
            throw new Exhausted(error, failures, unclear);
    };
    return repeatedly({ backoff: pace, signal, judge }, () => withinTime(pace.attemptMs, signal, attempt));
}

function isWorthwhile(verdict: Verdict, mayBeUnknownUntil: number): boolean {
    if (verdict === "unknown") return performance.now() < mayBeUnknownUntil;
    return verdict !== "never";
}

/** A time limit of its own for each attempt, and no listener left behind on the signal of all of them. */
async function withinTime<Answer>(
    limitMs: number,
    signal: AbortSignal,
    attempt: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
    signal.throwIfAborted();
    const own = new AbortController();
    const timer = setTimeout(() => {
        own.abort();
    }, limitMs);
    const abort = (): void => {
        own.abort();
    };
    signal.addEventListener("abort", abort);
    try {
        return await attempt(own.signal);
    } catch (error) {
        if (!own.signal.aborted) throw error;
        throw new Error(`no answer came within ${limitMs / 1000} s`, { cause: error });
    } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
    }
}
