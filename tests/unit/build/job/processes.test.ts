import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { build } from "esbuild";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { verifyStore } from "../../artifact/verify";
import { buildCounts, smallSource } from "../image/small-builds";
import { world } from "../image/world";

const current = world();

let folder: string;
let builder: string;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "builder-"));
    builder = join(folder, "builder.js");
    await build({
        entryPoints: [join(__dirname, "../../../fixtures/build/builder.ts")],
        outfile: builder,
        bundle: true,
        platform: "node",
        logLevel: "error",
    });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function start(sources: readonly string[]): ChildProcess {
    const { store } = current().call.settings;
    return spawn(process.execPath, [builder, store, ...sources], { stdio: ["ignore", "pipe", "inherit"] });
}

async function digests(child: ChildProcess): Promise<string[]> {
    const output = child.stdout ? await text(child.stdout) : "";
    return JSON.parse(output.trim().split("\n").at(-1) ?? "") as string[];
}

async function sources(count: number): Promise<string[]> {
    const names = Array.from({ length: count }, (_, index) => `web${index}`);
    return Promise.all(names.map((name) => smallSource(current(), name, name)));
}

test("two programs at once on the same sources build each of them once, and get the same", async () => {
    const both = await sources(4);
    const [one, other] = await Promise.all([digests(start(both)), digests(start([...both].reverse()))]);
    expect(other.reverse()).toEqual(one);
    expect(new Set(one).size).toBe(4);
    expect(await buildCounts(current())).toEqual([1, 1, 1, 1]);
    expect(await verifyStore(current().layout)).toEqual([]);
});

test("after programs that were killed at any moment the next one succeeds, and the store is sound", async () => {
    const { layout } = current();
    const all = await sources(4);
    const killAfter = async (milliseconds: number): Promise<void> => {
        const child = start(all);
        // It may be done before it is killed, when another has built everything.
        const exited = once(child, "exit");
        if (child.stdout) await once(child.stdout, "data");
        await sleep(milliseconds);
        child.kill("SIGKILL");
        await exited;
    };
    for (const round of [0, 1]) {
        await Promise.all([0, 1, 2].map(() => killAfter((round + Math.random()) * 50)));
        expect(await verifyStore(layout)).toEqual([]);
    }
    expect(new Set(await digests(start(all))).size).toBe(4);
    expect(await verifyStore(layout)).toEqual([]);
});
