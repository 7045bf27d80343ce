import { rm } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../../../provider/artifact/artifact";
import { instanceLifecycle } from "../../../../provider/host/lifecycle/lifecycle";
import { guestOf, killWhole, supervisorPid } from "../processes";
import type { InstanceState } from "./states";
import { world } from "./world";

const machine = world();
const probe = { console: "^ready$" };
let image: Artifact;
beforeAll(async () => {
    image = await machine().script("echo ready; exec sleep 1000");
});

async function killGuest(state: InstanceState): Promise<void> {
    process.kill(await guestOf(machine().folder(state)), "SIGKILL");
}

describe("a refresh tells that an instance", () => {
    test("runs, with all that was said when it was created", async () => {
        const created = await machine().create("runs", { image, probe });
        expect(await machine().refresh(created)).toEqual(created);
    });

    test("runs, though its supervisor was killed", async () => {
        const created = await machine().create("unsupervised", { image, probe });
        process.kill(await supervisorPid(machine().folder(created)), "SIGKILL");
        expect((await machine().refresh(created))?.outputs).toMatchObject({ state: "running" });
    });

    test("has exited, with what, and what that means", async () => {
        const created = await machine().create("exits", { image, probe, restart: "no" });
        await killGuest(created);
        const { outputs } = await machine().until(created, ({ state }) => state !== "running");
        expect(outputs).toMatchObject({
            state: "exited",
            exitStatus: 137,
            exitReason: "it was ended by SIGKILL",
        });
    });

    test("is about to be started again, and has been", async () => {
        const created = await machine().create("restarts", { image, probe });
        await killGuest(created);
        const { outputs } = await machine().until(created, ({ state }) => state !== "running");
        expect(outputs).toMatchObject({ state: "restarting", exitStatus: 137 });
        const again = await machine().until(created, ({ state }) => state === "running");
        const notes: string[] = [];
        const call = machine().call("restarts", { onNote: (note) => notes.push(note) });
        await instanceLifecycle.read(call, { id: again.id, state: again });
        expect(notes).toEqual([
            "restarts has ended and was started again once since it was last started on purpose. Its console may tell why: " +
                created.outputs.consolePath,
        ]);
    });

    test("is gone, when it was killed with its supervisor or the machine was started anew", async () => {
        const created = await machine().create("gone", { image, probe });
        await killWhole(machine().folder(created));
        expect((await machine().refresh(created))?.outputs).toMatchObject({ state: "gone" });
    });

    test("is not there any more", async () => {
        const created = await machine().create("removed", { image, probe });
        await killWhole(machine().folder(created));
        await rm(machine().folder(created).path, { recursive: true });
        expect(await machine().refresh(created)).toBeUndefined();
    });

    test("is not there, when another one has its name", async () => {
        const created = await machine().create("impostor", { image, probe });
        const outputs = { ...created.outputs, unit: "0123456789abcdef" };
        expect(await machine().refresh({ ...created, outputs })).toBeUndefined();
    });
});

describe("an import", () => {
    test("finds an instance by its name, with the inputs it was started with", async () => {
        const created = await machine().create("imported", { image, probe, args: ["--hello=Hi"] });
        const { id } = created;
        expect(await instanceLifecycle.read(machine().call("other"), { id })).toEqual(created);
    });

    test.each(["no-such-instance", "../instances", ".creating", ""])("does not find %j", async (id) => {
        expect(await instanceLifecycle.read(machine().call("other"), { id })).toBeUndefined();
    });
});
