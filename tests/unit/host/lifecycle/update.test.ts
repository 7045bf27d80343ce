import { readFile, rm } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../../../provider/artifact/artifact";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { guestOf, isRunning, killWhole } from "../processes";
import type { InstanceState } from "./states";
import { failureOf, notReady, world } from "./world";

const machine = world();
const probe = { console: "^ready$" };
let image: Artifact;
beforeAll(async () => {
    image = await machine().script("trap '' TERM; echo ready; while :; do sleep 1000; done");
});

const create = (name: string, more: Partial<InstanceInputs> = {}): Promise<InstanceState> =>
    machine().create(name, { image, probe, grace: 0, ...more });

const refreshed = async (state: InstanceState): Promise<InstanceState> =>
    (await machine().refresh(state)) ?? state;

describe("while it runs", () => {
    test("the restart policy is changed, and counts at its next end", async () => {
        const created = await create("policy", { restart: "always" });
        const guest = await guestOf(machine().folder(created));
        const updated = await machine().update(created, { restart: "no" });
        expect(await isRunning(guest)).toBe(true);
        process.kill(guest, "SIGKILL");
        const { outputs } = await machine().until(updated, ({ state }) => state !== "running");
        expect(outputs).toMatchObject({ state: "exited", exitStatus: 137 });
    });

    test("the grace time is changed, and counts when it is destroyed", async () => {
        const created = await create("grace", { grace: 1000 });
        const guest = await guestOf(machine().folder(created));
        await machine().destroy(await machine().update(created, { grace: 0.1 }));
        expect(await isRunning(guest)).toBe(false);
    });

    test("another probe is awaited, and fails the update when it does not pass", async () => {
        const created = await create("probe");
        const guest = await guestOf(machine().folder(created));
        const other = { probe: { console: "^never$", deadline: 0.1 } };
        const error = await notReady(machine().update(created, other));
        expect(error.state.outputs).toMatchObject({ state: "running", unit: created.outputs.unit });
        expect(error.state.outputs).not.toHaveProperty("bootSeconds");
        const updated = await machine().update(created, { probe: { console: "^rea" } });
        expect(updated.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
        expect(await guestOf(machine().folder(created))).toBe(guest);
    });

    test("what is on record for an import is what was last asked for", async () => {
        const created = await create("record");
        await machine().update(created, { restart: "always" });
        const specification = await readFile(machine().folder(created).specification, "utf8");
        expect(JSON.parse(specification)).toMatchObject({ restart: "always" });
    });
});

describe("after a refresh, an update repairs an instance that", () => {
    test("was killed: it runs again, under the same name", async () => {
        const created = await create("killed");
        const before = await guestOf(machine().folder(created));
        await killWhole(machine().folder(created));
        const repaired = await machine().update(await refreshed(created), {});
        expect(repaired.outputs).toMatchObject({ ...created.outputs, bootSeconds: expect.any(Number) });
        expect(await guestOf(machine().folder(created))).not.toBe(before);
    });

    test("has exited with a failure", async () => {
        const created = await create("failed", { restart: "no" });
        process.kill(await guestOf(machine().folder(created)), "SIGKILL");
        const seen = await machine().until(created, ({ state }) => state === "exited");
        const { outputs } = await machine().update(seen, {});
        expect(outputs).toMatchObject({ state: "running" });
        expect(outputs).not.toHaveProperty("exitStatus");
    });

    test("has lost its folder", async () => {
        const created = await create("lost");
        await killWhole(machine().folder(created));
        await rm(machine().folder(created).path, { recursive: true });
        const { outputs } = await machine().update(created, {});
        expect(outputs).toMatchObject({ state: "running", unit: created.outputs.unit });
    });
});

test("an update leaves one that has done its work as it is", async () => {
    const created = await machine().create("done", { image: await machine().script("exit 0") });
    const { outputs } = await machine().update(created, { restartLimit: 1 });
    expect(outputs).toMatchObject({ state: "exited", exitStatus: 0 });
});

test("an update waits for one that keeps failing, and says that it does", async () => {
    const failing = await machine().script("echo boom; exit 1");
    const { state } = await notReady(machine().create("failing", { image: failing }));
    expect(state.outputs).toMatchObject({ state: "restarting", exitStatus: 1 });
    const kept = { id: state.id, inputs: { image: failing, name: state.id }, outputs: state.outputs };
    const error = await notReady(machine().update(kept, {}));
    expect(error.reasons[0]).toMatch(/^it exited with status 1.*: it reported a failure\n/);
});

test("an update touches no instance that has come to have its name", async () => {
    const created = await create("impostor");
    const outputs = { ...created.outputs, unit: "0123456789abcdef" };
    const error = await failureOf(machine().update({ ...created, outputs }, { restart: "no" }));
    expect(String(error)).toBe(
        `UserError: the instance "${created.id}" on this machine is not this one any more: it belongs to ` +
            "urn:pulumi:test::shop::unikernel:host:Instance::impostor. Run `pulumi refresh`",
    );
    expect(await machine().refresh(created)).toEqual(created);
});
