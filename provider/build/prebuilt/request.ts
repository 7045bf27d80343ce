import { UserError } from "../../protocol/errors";
import { fetchByProxy, type Fetched } from "../../proxy/fetch";
import { lastingTrouble, reasonOf } from "../../proxy/trouble";

/** What a server answered: the file's bytes from an offset on, or something that may go better the next time. */
export type Answer =
    | {
          readonly kind: "body";
          readonly from: number;
          readonly total?: number;
          readonly validator?: string;
          readonly body: AsyncIterable<Uint8Array>;
      }
    | { readonly kind: "retry"; readonly reason: string };

interface Request {
    readonly url: URL;
    readonly shown: string;
    readonly signal: AbortSignal;
}

/** Asks for the file from `received` on, as long as it is still the version that `validator` names. */
export async function answerTo(
    request: Request,
    received: number,
    validator: string | undefined,
): Promise<Answer> {
    const resume = received > 0 && validator !== undefined;
    let response: Fetched;
    try {
        response = await fetchByProxy(withoutUser(request.url), {
            signal: request.signal,
            headers: {
                ...authorization(request.url),
                // A compressed answer has another length and other ranges than the file.
                "accept-encoding": "identity",
                ...(resume ? { range: `bytes=${received}-`, "if-range": validator } : {}),
            },
        });
    } catch (error) {
        request.signal.throwIfAborted();
        const what = `${request.shown} could not be downloaded`;
        const trouble = lastingTrouble(error, { what, property: "url" });
        if (trouble !== undefined) throw trouble;
        return { kind: "retry", reason: reasonOf(error) };
    }
    return judge(request, response, resume ? received : 0);
}

async function judge(request: Request, response: Fetched, asked: number): Promise<Answer> {
    const { status, headers, body } = response;
    if ((status === 200 || status === 206) && body !== null) {
        const from = status === 206 ? rangeStart(headers) : 0;
        if (from !== 0 && from !== asked) {
            await body.cancel();
            return { kind: "retry", reason: `the server answered from byte ${from}, not from byte ${asked}` };
        }
        const length = headers.get("content-length");
        return {
            kind: "body",
            from,
            ...(length === null ? {} : { total: from + Number(length) }),
            validator: validatorOf(headers),
            body: body as unknown as AsyncIterable<Uint8Array>,
        };
    }
    await body?.cancel();
    const said = `the server answered ${status}${response.statusText ? ` ${response.statusText}` : ""}`;
    if (status === 408 || status === 416 || status === 429 || status >= 500)
        return { kind: "retry", reason: said };
    throw new UserError(`${request.shown} could not be downloaded: ${said}. ${adviceFor(status)}`, {
        property: "url",
    });
}

function adviceFor(status: number): string {
    if (status === 401 || status === 403) return "Check that the URL's credentials are right and allow it.";
    return "Check the URL.";
}

const rangeStart = (headers: Headers): number =>
    Number(/^bytes (\d+)-/.exec(headers.get("content-range") ?? "")?.[1] ?? -1);

/** A weak ETag does not promise equal bytes, which is what appending needs. */
function validatorOf(headers: Headers): string | undefined {
    const tag = headers.get("etag");
    if (tag !== null && !tag.startsWith("W/")) return tag;
    return headers.get("last-modified") ?? undefined;
}

/** fetch refuses URLs with credentials in them. */
function withoutUser(url: URL): URL {
    const bare = new URL(url);
    bare.username = "";
    bare.password = "";
    return bare;
}

function authorization(url: URL): Record<string, string> {
    if (url.username === "" && url.password === "") return {};
    const pair = [decoded(url.username), Buffer.from(":"), decoded(url.password)];
    return { authorization: `Basic ${Buffer.concat(pair).toString("base64")}` };
}

/** The bytes that a URL's user or password stands for. A `%` without two digits after it is one: URLs may hold it. */
function decoded(text: string): Buffer {
    const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
    );
    // A URL itself is ASCII, so each of these characters is a byte.
    return Buffer.from(bytes, "latin1");
}
