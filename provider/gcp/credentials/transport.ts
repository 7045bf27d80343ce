import { repeatedly } from "../../process/repeatedly";
import { timeoutSignal } from "../../process/timeout";
import { fetchByProxy } from "../../proxy/fetch";
import { lastingTrouble } from "../../proxy/trouble";
import { isPassing } from "../http/answer";
import type { Pace } from "../http/pace";

/** Where the library asks, whatever a credentials file says. */
const google = { token: "https://oauth2.googleapis.com/token", iam: "https://iamcredentials.googleapis.com" };

export interface Places {
    /** Where a key's tokens come from, if it says so itself. */
    readonly tokenUri?: string;
    /** Of the IAM Credentials API. */
    readonly iam: string;
}

/** `fetch` for those who ask for tokens: at the places that are configured, and as patient as all other requests. */
export function tokenFetch({ tokenUri, iam }: Places, pace: Pace): typeof fetch {
    const placed = (url: string): string => {
        if (tokenUri !== undefined && url === google.token) return tokenUri;
        return url.startsWith(`${google.iam}/`) ? iam + url.slice(google.iam.length) : url;
    };
    return async (input, init) => {
        const url = placed(input instanceof Request ? input.url : String(input));
        const judge = (error: unknown, failures: number): void => {
            const trouble = lastingTrouble(error, { what: `${new URL(url).host} could not be reached` });
            if (trouble !== undefined || failures >= pace.attempts) throw trouble ?? error;
        };
        const signal = init?.signal ?? new AbortController().signal;
        return repeatedly({ backoff: pace, signal, judge }, async (failures) => {
            const answer = await heard(url, init, pace);
            const isLast = failures + 1 >= pace.attempts;
            if (isLast || !isPassing({ status: answer.status, reason: "" })) return answer;
            throw new Error(`HTTP status ${answer.status}`);
        });
    };
}

/** The whole answer, so that one that breaks off is asked for again. */
async function heard(url: string, init: RequestInit | undefined, { requestMs }: Pace): Promise<Response> {
    const answer = await fetchByProxy(url, { ...init, signal: timeoutSignal(requestMs) });
    const text = await answer.text();
    if (answer.ok && answer.headers.get("content-type")?.includes("json")) JSON.parse(text);
    return new Response(text, answer);
}
