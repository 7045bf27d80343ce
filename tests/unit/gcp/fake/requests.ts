import { afterEach, beforeEach } from "@jest/globals";
import { gzipSync } from "node:zlib";
import { sparseArchive } from "../../../../provider/disk";
import { bucket, project, startFake, type Fake } from "../../../fakes/gcp/server";
import { syntheticDisk } from "../lifecycle/world";

export const quantum = 256 * 1024;

export interface Heard {
    readonly status: number;
    readonly said: string;
    readonly headers: Headers;
    readonly body: Readonly<Record<string, unknown>>;
}

interface More {
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** Plain requests: right ones, unless a test says otherwise. */
export function requestsTo({ origin }: Pick<Fake, "origin">) {
    const ask = async (method: string, path: string, { headers, json, bytes }: More = {}): Promise<Heard> => {
        const url = path.startsWith("http") ? path : origin + path;
        const answer = await fetch(url, { method, headers, body: bytes ?? JSON.stringify(json) });
        const text = await answer.text();
        const body = (text === "" ? {} : JSON.parse(text)) as Heard["body"];
        const { message = "" } = (body.error ?? {}) as { message?: string };
        return { status: answer.status, said: message, headers: answer.headers, body };
    };

    const session = async (query = "uploadType=resumable&name=o"): Promise<string> => {
        const { headers } = await ask("POST", `/upload/storage/v1/b/${bucket}/o?${query}`, { json: {} });
        return headers.get("location") ?? "";
    };
    const put = (url: string, range: string, length: number): Promise<Heard> =>
        ask("PUT", url, { headers: { "content-range": range }, bytes: new Uint8Array(length) });

    const stored = async (bytes: Uint8Array<ArrayBuffer>, name = "o"): Promise<void> => {
        const url = await session(`uploadType=resumable&name=${name}`);
        const range = `bytes 0-${bytes.length - 1}/${bytes.length}`;
        await ask("PUT", url, { headers: { "content-range": range }, bytes });
    };
    const images = `/compute/v1/projects/${project}/global/images`;
    const source = `https://storage.googleapis.com/${bucket}/o`;
    const insert = (more: object = {}, query = ""): Promise<Heard> =>
        ask("POST", images + query, { json: { name: "web", rawDisk: { source }, ...more } });

    /** How an operation ends. */
    const ended = async ({ body }: Heard): Promise<string> => {
        const url = `/compute/v1/projects/${project}/global/operations/${String(body.name)}/wait`;
        for (;;) {
            const { body: operation } = await ask("POST", url);
            const { error } = operation as { error?: { errors: { message: string }[] } };
            if (operation.status === "DONE") return error?.errors[0]?.message ?? "";
        }
    };
    const made = async (): Promise<void> => {
        await stored(await archive());
        await ended(await insert());
    };
    return { ask, session, put, stored, images, insert, ended, made };
}

interface Asked {
    fake: Fake;
    ask: ReturnType<typeof requestsTo>;
}

/** A fake for each test, which asks nobody who he is. */
export function askedFake(): Readonly<Asked> {
    const there = {} as Asked;
    beforeEach(async () => {
        there.fake = await startFake();
        there.fake.authenticates = false;
        there.ask = requestsTo(there.fake);
    });
    afterEach(() => there.fake.stop());
    return there;
}

export async function archive(): Promise<Uint8Array<ArrayBuffer>> {
    const pieces: Uint8Array[] = [];
    for await (const piece of sparseArchive(syntheticDisk())) pieces.push(piece);
    return new Uint8Array(Buffer.concat(pieces));
}

export const zipped = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));
