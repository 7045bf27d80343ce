import { repeatedly } from "../../process/repeatedly";
import { UserError } from "../../protocol/errors";
import { apiError, isPassing, type Answer, type ApiError } from "./answer";
import type { Pace } from "./pace";
import { isPrivate } from "./plain";
import { send, Unanswered, type Request } from "./request";

/** Where tokens come from. */
export interface Tokens {
    /** Nothing where requests go unsigned. `anew` after one was refused. */
    token(signal: AbortSignal, anew: boolean): Promise<string | undefined>;
}

/** An answer of an API that is no success, after all attempts. */
export class Refused extends Error {
    override readonly name = "Refused";

    constructor(
        readonly error: ApiError,
        readonly url: string,
    ) {
        super(error.message);
    }
}

/** Answers that are neither a success nor one of `accept` throw `Refused`. */
export type Send = (request: Request & { readonly accept?: readonly number[] }) => Promise<Answer>;

export interface Client {
    readonly request: Send;
    /** The same for what takes several requests, and `failures` attempts before. `lost` says what to tell when none was answered. */
    repeat(
        attempt: (send: Send, failures: number) => Promise<Answer>,
        lost: (reason: string, attempts: number) => UserError,
    ): Promise<Answer>;
}

/** Requests with a token, tried again for as long as it makes sense. */
export function createClient(tokens: Tokens, pace: Pace, signal: AbortSignal): Client {
    async function once(request: Request, anew: boolean): Promise<Answer> {
        const token = isPrivate(request.url) ? await tokens.token(signal, anew) : undefined;
        const headers = {
            ...request.headers,
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        };
        return send({ ...request, headers }, { signal, timeoutMs: request.timeoutMs ?? pace.requestMs });
    }

    const repeat: Client["repeat"] = async (attempt, lost) => {
        let anew = false;
        const send: Send = async ({ accept = [], ...request }) => {
            const answer = await once(request, anew);
            const { status } = answer;
            if ((status >= 200 && status < 300) || accept.includes(status)) return answer;
            throw new Refused(apiError(answer), request.url);
        };
        const judge = (error: unknown, failures: number): void => {
            const isLast = failures >= pace.attempts;
            if (error instanceof Unanswered && isLast) throw lost(error.message, failures);
            if (error instanceof Unanswered) return;
            if (!(error instanceof Refused) || isLast) throw error;
            // A token may have been revoked, or expired on the way: one more try with a new one.
            const renew = error.error.status === 401 && !anew;
            if (!renew && !isPassing(error.error)) throw error;
            anew ||= renew;
        };
        return repeatedly({ backoff: pace, signal, judge }, (failures) => attempt(send, failures));
    };

    return {
        repeat,
        request: (request) =>
            repeat(
                (send) => send(request),
                (reason, attempts) => silent(request.url, reason, attempts),
            ),
    };
}

function silent(url: string, reason: string, attempts: number): UserError {
    return new UserError(
        `${new URL(url).host} could not be reached: ${reason} (${attempts} attempts). Check the network, and run this again.`,
    );
}
