import { describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { artifactFile } from "../../../../provider/artifact/store";
import { verifyStore } from "../../../../provider/artifact/verify";
import { create, update, world as newWorld, type World } from "./world";

const current = newWorld();

const command = { argv: ["sh", "build.sh"], output: "out/web" };
/** Builds a C program, and counts in the workspace how often it did. */
const build = "#!/bin/sh\nset -e\nmkdir -p out\necho built >>count\ngcc -o out/web web.c\n";
const program = (status: number): string => `int main(void) { return ${status}; }\n`;

async function source(world: World, status = 0): Promise<string> {
    await world.write({ "web/web.c": program(status), "web/build.sh": build });
    return join(world.folder, "web");
}

describe("an image", () => {
    test("is built, checked, stripped and stored", async () => {
        const { call, layout } = current();
        const { outputs } = await create(call, { source: await source(current()), command });
        const { artifact } = outputs;
        expect(artifact).toMatchObject({ name: "web", target: "unix", arch: "x86_64", devices: [] });
        const stored = await readFile(artifactFile(layout, artifact.digest));
        expect(stored.length).toBe(artifact.size);
        expect(await verifyStore(layout)).toEqual([]);
    });

    test("is built again when its source changes, in place", async () => {
        const { call } = current();
        const first = await create(call, { source: await source(current(), 1), command });
        const second = await update(call, first, { source: await source(current(), 2), command });
        expect(second.outputs.artifact.digest).not.toBe(first.outputs.artifact.digest);
        const third = await update(call, second, { source: await source(current(), 1), command });
        expect(third.outputs).toEqual(first.outputs);
    });
});
