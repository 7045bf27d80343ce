import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { consoleTail } from "../../../../provider/host/local/console";
import { processIdentity } from "../../../../provider/process/identity";
import { ended, guestOf, isRunning, killWhole, stranger, supervisorPid } from "../processes";
import type { InstanceState } from "./states";
import { world } from "./world";

const machine = world();
const probe = { console: "^ready" };

async function start(name: string, script: string, grace = 30): Promise<InstanceState> {
    return machine().create(name, { image: await machine().script(script), probe, grace });
}

async function expectNothingLeft(state: InstanceState, ...pids: number[]): Promise<void> {
    await ended(...pids);
    await expect(stat(machine().folder(state).path)).rejects.toThrow("ENOENT");
}

describe("destroying an instance", () => {
    test("asks it to end, by SIGTERM, and leaves nothing of it", async () => {
        const note = join(machine().settings.store, "asked");
        const state = await start(
            "asked",
            `trap 'echo bye >${note}; exit 0' TERM; echo ready; sleep 1000 & wait`,
        );
        const folder = machine().folder(state);
        const pids = [await guestOf(folder), await supervisorPid(folder)];
        await machine().destroy(state);
        await expectNothingLeft(state, ...pids);
        expect(await readFile(note, "utf8")).toBe("bye\n");
    });

    test("ends one that does not listen by SIGKILL, after the grace time, with all it has started", async () => {
        const script = "trap '' TERM; sleep 1000 & echo ready $!; while :; do sleep 1000; done";
        const state = await start("deaf", script, 0.2);
        const folder = machine().folder(state);
        const [line = ""] = await consoleTail(folder, 1);
        const pids = [Number(line.split(" ")[1]), await guestOf(folder)];
        const before = performance.now();
        await machine().destroy(state);
        expect(performance.now() - before).toBeGreaterThan(200);
        await expectNothingLeft(state, ...pids);
    });

    test("ends one whose supervisor was killed", async () => {
        const state = await start("orphan", "echo ready; exec sleep 1000");
        const folder = machine().folder(state);
        const guest = await guestOf(folder);
        process.kill(await supervisorPid(folder), "SIGKILL");
        await machine().destroy(state);
        await expectNothingLeft(state, guest);
    });

    test("ends what one has left behind that was killed, and whose supervisor was", async () => {
        const state = await start("remains", "sleep 1000 & echo ready $!; wait");
        const folder = machine().folder(state);
        const [line = ""] = await consoleTail(folder, 1);
        const pids = [await supervisorPid(folder), await guestOf(folder)];
        for (const pid of pids) process.kill(pid, "SIGKILL");
        await ended(...pids);
        await machine().destroy(state);
        await expectNothingLeft(state, Number(line.split(" ")[1]));
    });

    test("succeeds when it is gone already, again and again", async () => {
        const state = await start("gone", "echo ready; exec sleep 1000");
        await killWhole(machine().folder(state));
        await machine().destroy(state);
        await machine().destroy(state);
        await expectNothingLeft(state);
    });
});

describe("never ended is", () => {
    test("a process that has come to have the number of the supervisor, or of the hypervisor", async () => {
        const state = await start("recycled", "echo ready; exec sleep 1000");
        const folder = machine().folder(state);
        await killWhole(folder);
        const other = await stranger();
        const record = await readFile(folder.guest, "utf8");
        const { startTime } = JSON.parse(await readFile(folder.supervisor, "utf8")) as { startTime: string };
        await writeFile(folder.supervisor, JSON.stringify({ pid: other.pid, startTime }));
        await writeFile(folder.guest, record.replace(/^pid=.*$/m, `pid=${other.pid}`));
        expect((await machine().refresh(state))?.outputs.state).toBe("gone");
        await machine().destroy(state);
        expect(await isRunning(other.pid)).toBe(true);
        await expectNothingLeft(state);
        other.end();
    });

    test("the group of a process that has come to have the supervisor's number", async () => {
        const state = await start("group", "echo ready; exec sleep 1000");
        const folder = machine().folder(state);
        const [guest, supervisor] = [await guestOf(folder), await supervisorPid(folder)];
        process.kill(supervisor, "SIGKILL");
        await ended(supervisor);
        const other = await stranger();
        const { startTime } = JSON.parse(await readFile(folder.supervisor, "utf8")) as { startTime: string };
        await writeFile(folder.supervisor, JSON.stringify({ pid: other.pid, startTime }));
        await machine().destroy(state);
        expect(await processIdentity(other.pid)).toBeDefined();
        for (const pid of [other.pid, guest]) process.kill(pid, "SIGKILL");
    });

    test("an instance that has come to have its name", async () => {
        const state = await start("impostor", "echo ready; exec sleep 1000");
        const guest = await guestOf(machine().folder(state));
        await machine().destroy({ ...state, outputs: { ...state.outputs, unit: "0123456789abcdef" } });
        expect(await guestOf(machine().folder(state))).toBe(guest);
    });
});
