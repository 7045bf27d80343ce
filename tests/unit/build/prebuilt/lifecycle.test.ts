import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { storeLayout } from "../../../../provider/artifact/layout";
import { addFile } from "../../../../provider/artifact/store";
import { prebuiltImageLifecycle as lifecycle } from "../../../../provider/build/prebuilt/lifecycle";
import type { PrebuiltImageInputs } from "../../../../provider/build/prebuilt-image";
import type { Call } from "../../../../provider/protocol/resource";
import type { Settings } from "../../../../provider/settings";
import { file, serve, type FileServer } from "./server";

let bytes: Buffer;
let sha256: string;
let folder: string;
let server: FileServer | undefined;

beforeAll(async () => {
    bytes = await readFile("/bin/true");
    sha256 = createHash("sha256").update(bytes).digest("hex");
});

beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "prebuilt-"));
    await writeFile(join(folder, "hello"), bytes);
});

afterEach(async () => {
    await server?.close();
    server = undefined;
    await rm(folder, { recursive: true });
});

const call = (): Call<Settings> => ({
    urn: "urn:pulumi:s::p::unikernel:index:PrebuiltImage::hello",
    name: "hello",
    settings: { store: join(folder, "store"), storeLimitMiB: 1, parallel: 1 },
    signal: new AbortController().signal,
    progress: { status: () => undefined, note: () => undefined },
    redact: (text) => text,
});

const artifacts = (): Promise<string[]> =>
    readdir(storeLayout(join(folder, "store")).artifacts).catch(() => []);

const checked = (inputs: Partial<PrebuiltImageInputs>) =>
    lifecycle.check?.(call(), { inputs, unknowns: new Set(), randomSeed: new Uint8Array(32) });

test("a file's digest is filled in, so that a preview shows when the file changed", async () => {
    expect(await checked({ path: join(folder, "hello") })).toEqual({ set: { sha256 } });
});

test.each<[string, Partial<PrebuiltImageInputs>, string, string]>([
    ["neither", {}, "path", "neither path nor url is given; say where the file is"],
    ["both", { path: "x", url: "https://x" }, "url", "path and url are both given; give one of them"],
    [
        "no digest",
        { url: "https://x" },
        "sha256",
        "required with url: the SHA-256 that `sha256sum` prints for the file",
    ],
    [
        "another processor's",
        { path: "x", target: "rpi4", arch: "x86_64" },
        "arch",
        "is x86_64, and what runs on `rpi4` is for aarch64; leave arch out",
    ],
])("wrong inputs (%s) are refused on the property at fault", async (_, inputs, property, reason) => {
    expect(await checked(inputs)).toEqual({ failures: [{ property, reason }] });
});

test("a file that is not there is refused by name, before anything is done", async () => {
    await expect(checked({ path: join(folder, "absent") })).rejects.toThrow(
        `${join(folder, "absent")} cannot be read: there is no such file.`,
    );
});

test("a download is in the store afterwards, under its digest, and nothing else is", async () => {
    server = await serve(file(bytes));
    const { outputs } = await lifecycle.create(call(), {
        inputs: { url: server.url, sha256, target: "unix" },
    });
    expect(outputs.artifact).toMatchObject({
        name: "hello.elf",
        digest: `sha256:${sha256}`,
        size: bytes.length,
        target: "unix",
        devices: [],
    });
    expect(await artifacts()).toEqual([sha256]);
    expect(await readdir(storeLayout(join(folder, "store")).staging)).toEqual([]);
});

test("a download with another digest leaves nothing", async () => {
    server = await serve(file(Buffer.concat([bytes, Buffer.from("x")])));
    await expect(
        lifecycle.create(call(), { inputs: { url: server.url, sha256, target: "unix" } }),
    ).rejects.toThrow(
        /has another digest than it should: sha256 is [0-9a-f]{64}, the file's is [0-9a-f]{64}\. Nothing was kept/,
    );
    expect(await artifacts()).toEqual([]);
    expect(await readdir(storeLayout(join(folder, "store")).staging)).toEqual([]);
});

test("a file that is no unikernel is called what the user calls it, not by its place in the store", async () => {
    const text = Buffer.from("any text");
    server = await serve(file(text));
    const ofText = { sha256: createHash("sha256").update(text).digest("hex"), target: "unix" as const };
    const wrong = 'is not an ELF file: it is something that starts with "any text".';
    await expect(lifecycle.create(call(), { inputs: { url: server.url, ...ofText } })).rejects.toThrow(
        new Error(`${server.url} ${wrong}`),
    );
    await writeFile(join(folder, "text"), text);
    await expect(
        lifecycle.create(call(), { inputs: { path: join(folder, "text"), ...ofText } }),
    ).rejects.toThrow(new Error(`${join(folder, "text")} ${wrong}`));
});

test("what is in the store already is not downloaded again", async () => {
    server = await serve(file(bytes));
    const inputs = { url: server.url, sha256, target: "unix" as const };
    await lifecycle.create(call(), { inputs });
    await lifecycle.create(call(), { inputs });
    expect(server.requests).toHaveLength(1);
});

test("images of one file that are made at once download it once", async () => {
    server = await serve(file(bytes));
    const inputs = { url: server.url, sha256, target: "unix" as const };
    await Promise.all(Array.from({ length: 5 }, () => lifecycle.create(call(), { inputs })));
    expect(server.requests).toHaveLength(1);
    expect(await readdir(storeLayout(join(folder, "store")).locks)).toEqual([]);
});

test("a store that only prebuilt images fill is pruned to its limit", async () => {
    const layout = storeLayout(join(folder, "store"));
    const old = await addFile(layout, Buffer.alloc(2 * 1024 * 1024));
    await utimes(old.path, 1, 1);
    await lifecycle.create(call(), { inputs: { path: join(folder, "hello"), sha256, target: "unix" } });
    expect(await artifacts()).toEqual([sha256]);
});

test("a file without an ABI note needs a target", async () => {
    await expect(
        lifecycle.create(call(), { inputs: { path: join(folder, "hello"), sha256 } }),
    ).rejects.toThrow(/hello does not say what it runs on: it has no Solo5 ABI note\. Set target/);
});

test("a file of another architecture is refused", async () => {
    await expect(
        lifecycle.create(call(), {
            inputs: { path: join(folder, "hello"), sha256, target: "unix", arch: "aarch64" },
        }),
    ).rejects.toThrow(/is for x86_64, not for aarch64/);
});

test("nothing in the outputs names a place of this machine", async () => {
    const inputs = { path: join(folder, "hello"), sha256, target: "unix" as const };
    const { outputs } = await lifecycle.create(call(), { inputs });
    expect(JSON.stringify(outputs)).not.toMatch(/"\//);
});

test("a preview of a file tells its artifact and puts nothing into the store", async () => {
    const inputs = { path: join(folder, "hello"), sha256, target: "unix" as const };
    const known = await lifecycle.preview?.(call(), { inputs, unknowns: new Set() });
    expect(known?.artifact?.digest).toBe(`sha256:${sha256}`);
    expect(await artifacts()).toEqual([]);
});
