import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { bundleLab } from "../../tools/commands/lab.mjs";
import { startNspawnLab } from "./nspawn";
import { leftovers } from "./nspawn/leftovers";

let folder: string;
let program: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lab-killed-"));
    program = join(folder, "lab.js");
    await bundleLab("tests/lab/by-hand.ts", program);
});
afterAll(() => rm(folder, { recursive: true }));

/** A process that has a lab, until it is told to end by a signal. Answers with the lab's name. */
async function endedBy(signal: NodeJS.Signals): Promise<string> {
    const owner = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(owner, "exit");
    const [line] = (await once(createInterface({ input: owner.stdout }), "line")) as [string];
    const lab = line.split(" ")[0] ?? "";
    expect(await leftovers(lab)).not.toEqual([]);
    owner.kill(signal);
    await exited;
    return lab;
}

test("the next start removes what is left of a lab whose process was killed", async () => {
    const lab = await endedBy("SIGKILL");
    const next = await startNspawnLab();
    await next.stop();
    expect(await leftovers(lab)).toEqual([]);
});

test("a lab that is looked around in is gone after Ctrl-C", async () => {
    expect(await leftovers(await endedBy("SIGINT"))).toEqual([]);
});
