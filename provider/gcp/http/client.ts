import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../protocol/errors";
import { apiError, isPassing, type Answer, type ApiError } from "./answer";
import { backoff, type Pace } from "./pace";
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

export interface Client {
    /** Answers that are neither a success nor one of `accept` throw `Refused`. */
    request(
        request: Request & {
            readonly accept?: readonly number[];
            /** What to ask instead once an attempt has got no answer, or one that may pass. */
            readonly recover?: Request;
        },
    ): Promise<Answer>;
}

/** Requests with a token, tried again for as long as it makes sense. */
export function createClient(tokens: Tokens, pace: Pace, signal: AbortSignal): Client {
    async function once(request: Request, anew: boolean): Promise<Answer> {
        const token = await tokens.token(signal, anew);
        const headers = {
            ...request.headers,
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        };
        return send({ ...request, headers }, { signal, timeoutMs: request.timeoutMs ?? pace.requestMs });
    }

    return {
        async request({ accept = [], recover, ...request }) {
            let anew = false;
            let next: Request = request;
            for (let attempt = 1; ; attempt++) {
                const last = attempt >= pace.attempts;
                try {
                    const answer = await once(next, anew);
                    const { status } = answer;
                    if ((status >= 200 && status < 300) || accept.includes(status)) return answer;
                    const error = apiError(answer);
                    // A token may have been revoked, or expired on the way: one more try with a new one.
                    const renew: boolean = status === 401 && !anew;
                    if (last || !(renew || isPassing(error))) throw new Refused(error, request.url);
                    anew ||= renew;
                } catch (error) {
                    if (!(error instanceof Unanswered)) throw error;
                    if (last) throw silent(request.url, error, attempt);
                }
                next = recover ?? request;
                await pause(backoff(pace, attempt), undefined, { signal });
            }
        },
    };
}

function silent(url: string, { message }: Unanswered, attempts: number): UserError {
    return new UserError(
        `${new URL(url).host} could not be reached: ${message} (${attempts} attempts). Check the network, and run this again.`,
    );
}
