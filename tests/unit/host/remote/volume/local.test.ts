import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { instanceLifecycle } from "../../../../../provider/host/lifecycle/lifecycle";
import { echoKernel } from "../../kernel";
import { testStore, type TestStore } from "../../store";
import { volumesOn, type Volumes } from "./volumes";

let store: TestStore;
let volumes: Volumes;
beforeEach(async () => {
    store = await testStore();
    volumes = volumesOn(store.settings, undefined);
});
afterEach(async () => {
    await volumes.removeAll();
    expect(await readdir(store.layout.root)).not.toContain("volumes");
    await store.remove();
});

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe("a volume of this machine", () => {
    test("is a file in the store, of whoever runs pulumi, alone", async () => {
        const { id, inputs, outputs } = await volumes.create("data", { size: 4 });
        const path = join(store.layout.volumes, id, "data");
        expect(id).toBe(inputs.name);
        expect(outputs).toEqual({
            ...{
                path,
                owner: expect.stringContaining("::data"),
                bytes: 4 << 20,
                unit: expect.stringMatching(/^[0-9a-f]{16}$/),
            },
            ref: { path, format: "raw", host: "local" },
        });
        expect([await modeOf(path), await modeOf(dirname(path))]).toEqual(["600", "700"]);
        expect((await stat(path)).size).toBe(4 << 20);
    });

    test("holds what it was made with, and keeps it as it grows", async () => {
        const source = join(store.layout.root, "source.img");
        await writeFile(source, "zones");
        const state = await volumes.create("data", { source, size: 1 });
        await writeFile(source, "other zones");
        const larger = await volumes.update(state, { size: 2 });
        expect(larger.outputs).toEqual({ ...state.outputs, bytes: 2 << 20 });
        const held = await readFile(state.outputs.path);
        expect([held.length, held.subarray(0, 6).toString()]).toEqual([2 << 20, "zones\0"]);
        expect(await volumes.read(larger)).toEqual(larger);
    });

    test("is imported by its name", async () => {
        const state = await volumes.create("data", { size: 1 });
        expect(await volumes.import(state.id)).toEqual(state);
        expect(await volumes.import("nothing")).toBeUndefined();
        expect(await volumes.import("../instances")).toBeUndefined();
    });

    test("outlives an instance, and is not deleted under it", async () => {
        const { outputs, id, inputs } = await volumes.create("data", { size: 1 });
        const image = await store.image(echoKernel(), { name: "echo.virtio", target: "virtio" });
        const call = store.call("www");
        const request = { inputs: { image, memory: 16, name: "www", volumes: { storage: outputs.ref } } };
        const instance = { ...request, ...(await instanceLifecycle.create(call, request)) };
        await expect(volumes.remove({ id, inputs, outputs })).rejects.toThrow(
            `the volume "${id}" is used on this machine still, by the instance www. Remove what uses it; then delete it again`,
        );
        await instanceLifecycle.delete(call, { state: instance });
        expect((await stat(outputs.path)).size).toBe(1 << 20);
    });

    test("with somebody else's mark is left alone", async () => {
        const theirs = volumesOn(store.settings, undefined, (name) => `urn:pulumi:theirs::${name}`);
        const state = await theirs.create("data", { name: "data", size: 1 });
        await expect(volumes.create("data", { name: "data", size: 1 })).rejects.toThrow(
            'a volume "data" is on this machine already and belongs to urn:pulumi:theirs::data. Choose another name',
        );
        await volumes.remove({ ...state, outputs: { ...state.outputs, unit: "0123456789abcdef" } });
        expect(await theirs.read(state)).toEqual(state);
        await theirs.removeAll();
    });

    test("whose device is not there, or is none, is refused", async () => {
        await expect(volumes.create("data", { device: "/dev/nothing" })).rejects.toThrow(
            "this machine has no device /dev/nothing",
        );
        await expect(volumes.create("data", { device: "/dev/null" })).rejects.toThrow(
            "/dev/null on this machine is not a block device",
        );
    });
});
