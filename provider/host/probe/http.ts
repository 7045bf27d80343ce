import { get } from "node:http";
import type { Attempt } from "./attempts";

export interface HttpExpectation {
    readonly url: string;
    readonly status?: number;
    readonly body?: string;
}

const bodyLimit = 64 * 1024;

export function httpAttempt({ url, status, body }: HttpExpectation): Attempt {
    return async (signal) => {
        const answer = await fetchHead(url, signal);
        const expected =
            status === undefined ? answer.status >= 200 && answer.status < 400 : answer.status === status;
        if (!expected) throw new Error(`${url} answered with status ${answer.status}`);
        if (body !== undefined && !answer.body.includes(body)) {
            throw new Error(`the answer of ${url} does not contain "${body}"`);
        }
    };
}

/** On a connection of its own, so that nothing of an earlier attempt is in its way. */
function fetchHead(url: string, signal: AbortSignal): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
        const fail = (error: NodeJS.ErrnoException): void => {
            const isOver = error.name === "AbortError";
            reject(
                new Error(
                    isOver ? `${url} did not answer in time` : `${url}: ${error.code ?? error.message}`,
                ),
            );
        };
        const request = get(url, { agent: false, signal, headers: { connection: "close" } }, (response) => {
            const chunks: Buffer[] = [];
            let length = 0;
            const finish = (): void => {
                const text = Buffer.concat(chunks).subarray(0, bodyLimit).toString("utf8");
                resolve({ status: response.statusCode ?? 0, body: text });
                request.destroy();
            };
            response.on("data", (chunk: Buffer) => {
                chunks.push(chunk);
                length += chunk.length;
                if (length >= bodyLimit) finish();
            });
            response.on("end", finish);
            response.on("error", fail);
        });
        request.on("error", fail);
    });
}
