import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FileServer {
    readonly url: string;
    readonly requests: IncomingMessage[];
    close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server that answers each request with the next of `answers`, and all later ones with the last. */
export async function serve(...answers: Answer[]): Promise<FileServer> {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
        const answer = answers[Math.min(requests.length, answers.length - 1)];
        requests.push(request);
        answer?.(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hello.elf`,
        requests,
        close: () =>
            new Promise((resolve) => {
                server.close(() => {
                    resolve();
                });
                server.closeAllConnections();
            }),
    };
}

/** The file, by ranges when it is asked for one of this version. */
export const file =
    (bytes: Buffer, etag = '"v1"'): Answer =>
    (request, response) => {
        const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
        const ranged = from > 0 && request.headers["if-range"] === etag;
        response.writeHead(ranged ? 206 : 200, {
            etag,
            "content-length": ranged ? bytes.length - from : bytes.length,
            ...(ranged ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
        });
        response.end(bytes.subarray(ranged ? from : 0));
    };

/** The beginning of the file, then the connection breaks. */
export const cutAfter =
    (count: number, bytes: Buffer, etag = '"v1"'): Answer =>
    (_, response) => {
        response.writeHead(200, { etag, "content-length": bytes.length });
        response.write(bytes.subarray(0, count), () => {
            response.socket?.resetAndDestroy();
        });
    };

export const status =
    (code: number): Answer =>
    (_, response) => {
        response.writeHead(code).end();
    };
