import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { build } from "esbuild";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connectSsh } from "../../../../provider/host/connection";
import { ended } from "../processes";
import { processesIn } from "./processes-in";
import { startSshd, type Sshd } from "./sshd";

let sshd: Sshd;
let folder: string;
let plugin: string;

beforeAll(async () => {
    sshd = await startSshd();
    folder = await mkdtemp(join(tmpdir(), "plugin-end-"));
    plugin = join(folder, "plugin.js");
    await build({
        entryPoints: [join(__dirname, "plugin.ts")],
        outfile: plugin,
        bundle: true,
        platform: "node",
        logLevel: "error",
    });
});
afterAll(async () => {
    await sshd.stop();
    await rm(folder, { recursive: true });
});

/** Starts a plugin whose script runs, and ends it. Answers with all processes that it had here and on the host. */
async function endOnceItRuns(files: string, signal: NodeJS.Signals): Promise<readonly number[]> {
    const script = "sleep 1000 & echo $$ $!; wait";
    const child = spawn(process.execPath, [plugin, JSON.stringify(sshd.host), files, script], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const local = await processesIn(files);
    child.kill(signal);
    await once(child, "exit");
    return [...local, ...line.split(" ").map(Number)];
}

describe.each(["SIGTERM", "SIGKILL"] as const)("the plugin's end by %s", (signal) => {
    test("ends the connection, the script and what that has started", async () => {
        const pids = await endOnceItRuns(join(folder, signal), signal);
        expect(pids.length).toBe(4);
        await ended(...pids);
    });
});

test("a plugin that ends removes its files", async () => {
    const files = join(folder, "SIGTERM");
    expect(await readdir(files)).toEqual([]);
});

test("files of a plugin that was killed are removed by the next", async () => {
    const files = join(folder, "left");
    await ended(...(await endOnceItRuns(files, "SIGKILL")));
    const left = await readdir(files);
    expect(await readdir(join(files, left[0] ?? ""))).toEqual(
        expect.arrayContaining([expect.stringMatching(/\.key$/), expect.stringMatching(/\.hosts$/)]),
    );
    const lifetime = new AbortController();
    const connection = connectSsh(sshd.host, { folder: files, lifetime: lifetime.signal });
    await connection.run({ body: ":" }, { signal: new AbortController().signal });
    lifetime.abort(new Error("the test is over"));
    const now = await readdir(files);
    expect(now.length).toBe(1);
    expect(now).not.toEqual(left);
});
