import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { build } from "esbuild";
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

let folder: string;
let parent: string;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "guard-"));
    parent = join(folder, "parent.js");
    await build({
        entryPoints: [join(__dirname, "parent.ts")],
        outfile: parent,
        bundle: true,
        platform: "node",
        logLevel: "error",
    });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** In the search path of whatever a test starts, so that it can be found again. */
let mark: string;
beforeEach(() => {
    mark = `/nowhere/${randomUUID()}`;
});
afterEach(async () => {
    for (const pid of await marked()) process.kill(pid, "SIGKILL");
});

function start(script: string, graceMs = 60_000): ChildProcess {
    return spawn(process.execPath, [parent, script, String(graceMs)], {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, PATH: `${process.env.PATH ?? ""}:${mark}` },
    });
}

async function marked(): Promise<number[]> {
    const found = [];
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
        const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
        if (environment.includes(mark)) found.push(Number(pid));
    }
    return found;
}

/** Nothing tells a stranger that a process has ended, so this looks again and again. */
async function nothingLeft(): Promise<void> {
    const deadline = performance.now() + 60_000;
    while ((await marked()).length > 0 && performance.now() < deadline) await sleep(20);
    expect(await marked()).toEqual([]);
}

async function killWhenReady(child: ChildProcess): Promise<void> {
    if (child.stdout) await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
}

describe("when the plugin is killed", () => {
    test("what it runs ends, with its children and with the guard", async () => {
        await killWhenReady(start("sleep 1000 & (sleep 1000; :) & echo ready; wait"));
        await nothingLeft();
    });

    test("what ignores SIGTERM ends after the grace time", async () => {
        await killWhenReady(start("trap '' TERM; sleep 1000 & echo ready; wait; sleep 1000", 100));
        await nothingLeft();
    });

    test("at any moment, nothing is left", async () => {
        const kill = async (afterMs: number): Promise<void> => {
            const child = start("sleep 1000 & sleep 1000");
            await sleep(afterMs);
            child.kill("SIGKILL");
            await once(child, "exit");
        };
        await Promise.all(Array.from({ length: 12 }, () => kill(Math.random() * 300)));
        await nothingLeft();
    });
});

test("when the command ends by itself, nothing is left either", async () => {
    const child = start("sleep 1000 & echo done");
    await once(child, "exit");
    await nothingLeft();
});
