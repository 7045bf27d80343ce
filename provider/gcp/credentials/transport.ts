import { timeoutSignal } from "../../process/timeout";
import { setTimeout as pause } from "node:timers/promises";
import { isPassing } from "../http/answer";
import { backoff, type Pace } from "../http/pace";

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
        for (let attempt = 1; ; attempt++) {
            const answer = await heard(url, init, pace).catch((error: unknown) => error as Error);
            const isFinal =
                answer instanceof Error ? false : !isPassing({ status: answer.status, reason: "" });
            if (isFinal || attempt >= pace.attempts) {
                if (answer instanceof Error) throw answer;
                return answer;
            }
            await pause(backoff(pace, attempt));
        }
    };
}

/** The whole answer, so that one that breaks off is asked for again. */
async function heard(url: string, init: RequestInit | undefined, { requestMs }: Pace): Promise<Response> {
    const answer = await fetch(url, { ...init, signal: timeoutSignal(requestMs) });
    const text = await answer.text();
    if (answer.ok && answer.headers.get("content-type")?.includes("json")) JSON.parse(text);
    return new Response(text, answer);
}
