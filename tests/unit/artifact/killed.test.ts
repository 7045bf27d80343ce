import { expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pruneStore } from "../../../provider/artifact/prune";
import { addFile } from "../../../provider/artifact/store";
import { bundled } from "./bundled";
import { temporaryStore } from "./temporary-store";
import { verifyStore } from "./verify";

const layout = temporaryStore();
const adder = bundled(join(__dirname, "adder.ts"));

test("a process that is killed while it stores an artifact leaves a sound store, and nothing that stays", async () => {
    const bytes = 60_000_000;
    const victim = spawn(process.execPath, [adder(), layout().root, String(bytes)]);
    const exited = once(victim, "exit");
    const stages = async (): Promise<boolean> => (await readdir(layout().staging).catch(() => [])).length > 0;
    // It may be done before this has had a look.
    while (victim.exitCode === null && !(await stages())) await new Promise(setImmediate);
    victim.kill("SIGKILL");
    await exited;

    expect(await verifyStore(layout())).toEqual([]);
    const { digest, path } = await addFile(layout(), Buffer.alloc(bytes, "unikernel"));
    expect(path).toBe(join(layout().artifacts, digest.slice(7)));
    expect(await verifyStore(layout())).toEqual([]);
    await pruneStore(layout(), 1000);
    expect(await readdir(layout().staging)).toEqual([]);
});
