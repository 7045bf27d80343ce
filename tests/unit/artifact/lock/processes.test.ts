import { expect, test } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "../../../../provider/artifact/lock";
import { bundled } from "../bundled";
import { temporaryStore } from "../temporary-store";

const layout = temporaryStore();

const contender = bundled(join(__dirname, "contender.ts"));

function start(rounds: number): ChildProcess {
    return spawn(process.execPath, [contender(), layout().root, String(rounds)], {
        stdio: ["ignore", "pipe", "inherit"],
    });
}

async function prepare(): Promise<void> {
    await mkdir(layout().root, { recursive: true });
    await writeFile(join(layout().root, "counter"), "0");
}

async function killWhileHolding(): Promise<number> {
    const victim = start(0);
    if (victim.stdout) await once(victim.stdout, "data");
    victim.kill("SIGKILL");
    await once(victim, "exit");
    return victim.pid ?? 0;
}

/** Everyone who comes in goes out again before the next one comes in, except the killed, who never do. */
function expectOneAtATime(log: string, killed: ReadonlySet<number>): void {
    let inside: number | undefined;
    for (const line of log.trim().split("\n")) {
        const [event, number] = line.split(" ");
        const pid = Number(number);
        if (event === "in") {
            expect(inside === undefined || killed.has(inside)).toBe(true);
            inside = pid;
        } else {
            expect(inside).toBe(pid);
            inside = undefined;
        }
    }
}

test("processes that fight for a lock get it one at a time, even when some are killed with it in their hands", async () => {
    await prepare();
    const [contenders, rounds, victims] = [6, 20, 4];
    const finished = Array.from({ length: contenders }, () => once(start(rounds), "exit"));
    const killed = await Promise.all(Array.from({ length: victims }, killWhileHolding));

    expect(await Promise.all(finished)).toEqual(Array.from({ length: contenders }, () => [0, null]));
    expect(await readFile(join(layout().root, "counter"), "utf8")).toBe(String(contenders * rounds));
    expectOneAtATime(await readFile(join(layout().root, "log"), "utf8"), new Set(killed));
});

test("the next run gets a lock whose holder was killed, and nothing of it is left", async () => {
    await prepare();
    const pid = await killWhileHolding();
    expect(await readdir(layout().locks)).toEqual([expect.stringContaining(`~${pid}.`)]);
    expect(await withLock(layout(), "shared", {}, () => Promise.resolve("mine"))).toBe("mine");
    expect(await readdir(layout().locks)).toEqual([]);
});

test("a waiter that is cancelled gives up while another process keeps the lock", async () => {
    await prepare();
    const holder = start(0);
    if (holder.stdout) await once(holder.stdout, "data");
    const cancel = new AbortController();
    const waiting = withLock(
        layout(),
        "shared",
        {
            signal: cancel.signal,
            onWait: ({ pid }) => {
                cancel.abort(new Error(`process ${pid} has it`));
            },
        },
        () => Promise.resolve(),
    );
    await expect(waiting).rejects.toThrow(`process ${holder.pid} has it`);
    expect(await readdir(layout().locks)).toHaveLength(1);
    holder.kill("SIGKILL");
    await once(holder, "exit");
});
