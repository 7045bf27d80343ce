import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { newAccount, type Account } from "./account";
import { Refusal, type Asked, type Reply } from "./answer";
import { compute } from "./compute";
import { authenticate, impersonated, serviceAccountKey, token } from "./oauth";
import { storage } from "./storage";

/** What happens to a request instead of the answer it would get. */
export type Fault =
    /** It is not looked at. */
    | { readonly kind: "status"; readonly status: number }
    | { readonly kind: "reply"; readonly reply: Reply }
    | { readonly kind: "hang" }
    | { readonly kind: "reset" }
    /** It is done, but the caller never hears of it. */
    | { readonly kind: "lost" }
    /** It is done, and said to have failed. */
    | { readonly kind: "denied"; readonly status: number }
    /** The connection breaks in the middle of an upload, of which the first part is kept; other requests are not looked at. */
    | { readonly kind: "partial" }
    | { readonly kind: "truncated" };

export interface Fake {
    readonly origin: string;
    readonly account: Account;
    /** A key that the fake gives tokens for. */
    readonly key: string;
    /** Every request so far: `PUT /upload/storage/v1/b/uploads/o`. */
    readonly log: string[];
    /** Service accounts that may be impersonated. */
    readonly impersonable: Set<string>;
    /** Whether requests need a token. */
    authenticates: boolean;
    revokeTokens(): void;
    /** Ends the sessions of uploads, as a week does. */
    endSessions(): void;
    /** Asked for each request, by its number from 0 on, with the length of its body. */
    fault: (number: number, what: string, bytes: number) => Fault | undefined;
    /** Called when a request has been done and before it is answered. */
    done: (number: number, what: string) => Promise<void> | void;
    /** The one object of a bucket, when it was there. */
    uploads(): string[];
    stop(): Promise<void>;
}

export const project = "test-project";
export const bucket = "uploads";

/** The parts of Google Cloud that images are made with, on a port of this machine. */
export async function startFake(): Promise<Fake> {
    const account = newAccount(project, bucket);
    const tokens = new Set<string>();
    const objects = storage(account);
    const images = compute(account);
    const held = new Set<ServerResponse>();

    const server = createServer((request, response) => {
        void serve(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const fake: Fake = {
        origin,
        account,
        key: serviceAccountKey(origin, project),
        log: [],
        impersonable: new Set(),
        authenticates: true,
        revokeTokens: () => {
            tokens.clear();
        },
        endSessions: () => {
            objects.sessions.clear();
        },
        fault: () => undefined,
        done: () => undefined,
        uploads: () => [...(account.buckets.get(bucket)?.keys() ?? [])],
        stop: () =>
            new Promise((resolve) => {
                for (const response of held) response.destroy();
                server.closeAllConnections();
                server.close(() => {
                    resolve();
                });
            }),
    };

    async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const url = new URL(request.url ?? "/", origin);
        const what = `${request.method ?? ""} ${url.pathname}`;
        const number = fake.log.push(what) - 1;
        const chunks: Buffer[] = [];
        try {
            for await (const chunk of request) chunks.push(chunk as Buffer);
        } catch {
            // The caller went away in the middle of it.
            return;
        }
        const body = Buffer.concat(chunks);
        const fault = fake.fault(number, what, body.length);
        if (fault?.kind === "reset") return void request.socket.destroy();
        if (fault?.kind === "hang") return void held.add(response);
        const asked: Asked = {
            method: request.method ?? "",
            path: url.pathname,
            query: url.searchParams,
            headers: request.headers as Asked["headers"],
            body,
            origin,
        };
        if (fault?.kind === "partial") {
            objects.keepHalf(asked);
            return void request.socket.destroy();
        }
        const reply = replyTo(asked, fault);
        await fake.done(number, what);
        if (fault?.kind === "lost") return void request.socket.destroy();
        respond(response, reply, fault?.kind === "truncated");
    }

    function replyTo(asked: Asked, fault: Fault | undefined): Reply {
        if (fault?.kind === "status") return passing(fault.status);
        if (fault?.kind === "reply") return fault.reply;
        const reply = answerTo(asked);
        return fault?.kind === "denied" ? passing(fault.status) : reply;
    }

    function answerTo(asked: Asked): Reply {
        try {
            if (asked.path === "/token") return token(asked, tokens);
            if (fake.authenticates) authenticate(asked, tokens);
            if (asked.path.startsWith("/v1/projects/-/serviceAccounts/"))
                return impersonated(asked, tokens, fake.impersonable);
            const reply = objects.handle(asked) ?? images.handle(asked);
            if (reply) return reply;
            throw new Refusal(404, "notFound", `Not Found: ${asked.method} ${asked.path}`);
        } catch (error) {
            if (error instanceof Refusal) return error.reply();
            return {
                status: 500,
                json: { error: { code: 500, message: String(error), errors: [{ reason: "backendError" }] } },
            };
        }
    }

    return fake;
}

const passing = (status: number): Reply =>
    new Refusal(
        status,
        status === 429 ? "rateLimitExceeded" : "backendError",
        "Please try again in 30 seconds.",
    ).reply();

function respond(response: ServerResponse, { status, headers, json, bytes }: Reply, isCut: boolean): void {
    const body = bytes ?? (json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json)));
    response.writeHead(status, {
        ...(json === undefined ? {} : { "content-type": "application/json; charset=UTF-8" }),
        ...headers,
        "content-length": String(isCut ? body.length + 1 : body.length),
    });
    if (!isCut) {
        response.end(body);
        return;
    }
    response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
}
