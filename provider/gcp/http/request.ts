import { timeoutSignal } from "../../process/timeout";
import { fetchByProxy, type Fetched } from "../../proxy/fetch";
import { lastingTrouble, reasonOf } from "../../proxy/trouble";
import type { Answer } from "./answer";

export interface Request {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly bytes?: Uint8Array<ArrayBuffer>;
    /** Another one than the pace's. */
    readonly timeoutMs?: number;
}

/** What went wrong on the way to an answer. */
export class Unanswered extends Error {
    override readonly name = "Unanswered";
}

/** One request and its whole answer, or `Unanswered`. Aborting is passed on as it is, and what lasts is told the user. */
export async function send(
    { method, url, headers, json, bytes }: Request,
    { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<Answer> {
    const overdue = timeoutSignal(timeoutMs);
    try {
        const response = await fetchByProxy(url, {
            method,
            signal: AbortSignal.any([signal, overdue]),
            redirect: "manual",
            headers: { ...(json === undefined ? {} : { "content-type": "application/json" }), ...headers },
            body: json === undefined ? bytes : JSON.stringify(json),
        });
        const text = await response.text();
        return { status: response.status, headers: response.headers, body: parsed(response, text) };
    } catch (error) {
        signal.throwIfAborted();
        if (overdue.aborted) throw new Unanswered(`no answer within ${timeoutMs / 1000} s`, { cause: error });
        const trouble = lastingTrouble(error, { what: `${new URL(url).host} could not be reached` });
        throw trouble ?? new Unanswered(reasonOf(error), { cause: error });
    }
}

/** What is no JSON is text where it explains a failure; where it should be a resource it was cut off. */
function parsed({ ok, headers }: Fetched, text: string): unknown {
    if (text === "") return undefined;
    if (ok && !headers.get("content-type")?.includes("json")) return text;
    try {
        return JSON.parse(text) as unknown;
    } catch (error) {
        if (ok) throw new Error("the answer broke off", { cause: error });
        return text;
    }
}
