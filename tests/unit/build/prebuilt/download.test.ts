import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { download } from "../../../../provider/build/prebuilt/download";
import { cutAfter, file, serve, status, type FileServer } from "./server";

const bytes = randomBytes(3_000_000);
const sha256 = createHash("sha256").update(bytes).digest("hex");

let folder: string;
let server: FileServer | undefined;

beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "download-"));
});

afterEach(async () => {
    await server?.close();
    await rm(folder, { recursive: true });
});

const fetched = (url: string, signal = new AbortController().signal) =>
    download({
        url: new URL(url),
        shown: "SHOWN",
        to: join(folder, "file"),
        signal,
        onProgress: () => undefined,
        backoffMs: [1, 1, 1],
    });

test("a whole answer is the file", async () => {
    server = await serve(file(bytes));
    expect(await fetched(server.url)).toEqual({ sha256, size: bytes.length });
    expect((await readFile(join(folder, "file"))).equals(bytes)).toBe(true);
});

test("a connection that breaks is resumed where it broke", async () => {
    server = await serve(cutAfter(1_000_000, bytes), file(bytes));
    expect(await fetched(server.url)).toEqual({ sha256, size: bytes.length });
    expect(server.requests[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect((await readFile(join(folder, "file"))).equals(bytes)).toBe(true);
});

test("a server that knows no ranges is read again from the start", async () => {
    server = await serve(cutAfter(1_000_000, bytes), (_, response) => response.end(bytes));
    expect(await fetched(server.url)).toEqual({ sha256, size: bytes.length });
});

test("a file that changes on the server between attempts is never two halves put together", async () => {
    const other = randomBytes(2_000_000);
    server = await serve(cutAfter(1_000_000, bytes, '"v1"'), file(other, '"v2"'));
    const { size } = await fetched(server.url);
    expect(size).toBe(other.length);
    expect((await readFile(join(folder, "file"))).equals(other)).toBe(true);
});

test.each([429, 500, 503])("a server that answers %i once is asked again", async (code) => {
    server = await serve(status(code), file(bytes));
    expect((await fetched(server.url)).sha256).toBe(sha256);
});

test("a server that never recovers is given up on, with its last answer", async () => {
    server = await serve(status(503));
    await expect(fetched(server.url)).rejects.toThrow(
        "SHOWN could not be downloaded: the server answered 503 Service Unavailable, in the last of 4 attempts. Run `pulumi up` again when the server can be reached.",
    );
    expect(server.requests).toHaveLength(4);
});

test("a file that is not there is not asked for twice", async () => {
    server = await serve(status(404));
    await expect(fetched(server.url)).rejects.toThrow(
        "SHOWN could not be downloaded: the server answered 404 Not Found. Check the URL.",
    );
    expect(server.requests).toHaveLength(1);
});

test.each([
    ["me:p%40ss", "me:p@ss"],
    ["me:100%", "me:100%"],
    ["me:50%zz%41", "me:50%zzA"],
    ["m%C3%A9:%E2%82%AC", "mé:€"],
    ["me", "me:"],
])("credentials of the URL, %s, are sent, as fetch alone would refuse to", async (credentials, sent) => {
    server = await serve(file(bytes));
    await fetched(server.url.replace("http://", `http://${credentials}@`));
    const [, pair = ""] = server.requests[0]?.headers.authorization?.split(" ") ?? [];
    expect(Buffer.from(pair, "base64").toString()).toBe(sent);
});

test("bytes in a password that are no text are sent as they are", async () => {
    server = await serve(file(bytes));
    await fetched(server.url.replace("http://", "http://me:%ff@"));
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${btoa("me:\xff")}`);
});

test("Ctrl-C ends a download at once", async () => {
    const controller = new AbortController();
    server = await serve((_, response) => {
        response.writeHead(200, { "content-length": bytes.length });
        response.write(bytes.subarray(0, 10), () => {
            controller.abort();
        });
    });
    await expect(fetched(server.url, controller.signal)).rejects.toThrow(/abort/i);
});
