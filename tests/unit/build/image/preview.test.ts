import { describe, expect, test } from "@jest/globals";
import { readdir, rm } from "node:fs/promises";
import { artifactFile } from "../../../../provider/artifact/store";
import type { ImageInputs, ImageOutputs } from "../../../../provider/build/image";
import { previewImage } from "../../../../provider/build/image/preview";
import { command, smallSource } from "./small-builds";
import { checked, create, update, world, type ImageState } from "./world";

const current = world();

async function preview(given: Partial<ImageInputs>, previous?: ImageState): Promise<Partial<ImageOutputs>> {
    const { call } = current();
    const inputs = await checked(call, given, previous?.inputs);
    return previewImage(call, { inputs, unknowns: new Set(), previous });
}

describe("a preview", () => {
    test("knows nothing of an image that was never built, and builds nothing", async () => {
        expect(await preview({ source: await smallSource(current()), command })).toEqual({});
        expect(await readdir(current().layout.workspaces).catch(() => [])).toEqual([]);
        expect(current().notes).toEqual([]);
    });

    test("says the digest of what was built before, and nothing else comes of it", async () => {
        const { call, notes } = current();
        const one = await create(call, { source: await smallSource(current(), "one"), command });
        const two = await update(call, one, { source: await smallSource(current(), "two"), command });
        const promised = await preview({ source: await smallSource(current(), "one"), command }, two);
        expect(notes).toEqual([`1 file changed: message; built before, as ${one.outputs.artifact.digest}`]);
        const after = await update(call, two, { source: await smallSource(current(), "one"), command });
        expect(after.outputs).toEqual(promised);
    });

    test("names the files that changed when there will be a build, and promises nothing", async () => {
        const { call, notes } = current();
        const state = await create(call, { source: await smallSource(current(), "one"), command });
        const source = await smallSource(current(), "two");
        await current().write({ "web/added": "" });
        expect(await preview({ source, command, triggers: [1] }, state)).toEqual({});
        expect(notes).toEqual(["1 file changed: message; 1 added: added; triggers changes"]);
    });

    test("promises the same outputs when nothing that feeds the build changed", async () => {
        const { call, notes } = current();
        const state = await create(call, { source: await smallSource(current()), command });
        const moved = await smallSource(current(), "hello", "moved");
        expect(await preview({ source: moved, command }, state)).toEqual(state.outputs);
        expect(notes).toEqual([]);
    });

    test("promises nothing that the store has no more", async () => {
        const { call, layout } = current();
        const given = { source: await smallSource(current()), command };
        const { outputs } = await create(call, given);
        await rm(artifactFile(layout, outputs.artifact.digest));
        expect(await preview(given)).toEqual({});
    });

    test("promises nothing while an input is unknown", async () => {
        const { call } = current();
        const given = { source: await smallSource(current()), command };
        const previous = await create(call, given);
        const request = { inputs: previous.inputs, unknowns: new Set(["env"]), previous };
        expect(await previewImage(call, request)).toEqual({});
    });
});
