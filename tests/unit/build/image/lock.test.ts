import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { artifactFile } from "../../../../provider/artifact/store";
import type { ImageInputs } from "../../../../provider/build/image";
import { installMirage, type Toolbox } from "../../../doubles/mirage/install";
import { create, update, world } from "./world";

const current = world();

let toolbox: Toolbox;
beforeAll(() => {
    toolbox = installMirage();
});
afterAll(() => {
    toolbox.dispose();
});
beforeEach(async () => {
    toolbox.reset();
    await current().write({
        "web/config.ml": 'open Mirage\nlet main = main "Unikernel" job\nlet () = register "hello" [ main ]\n',
        "web/unikernel.ml": "let start () = Lwt.return_unit\n",
    });
});

function given(more: Partial<ImageInputs> = {}): Partial<ImageInputs> {
    const env = Object.entries(toolbox.env).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return { source: join(current().folder, "web"), target: "spt", env: Object.fromEntries(env), ...more };
}

const solves = (): number => toolbox.calls().filter((call) => call.startsWith("opam monorepo lock")).length;

test("dependencies are solved once and kept, until a new solve is asked for", async () => {
    const { call, write, layout } = current();
    const first = await create(call, given());
    const { lock } = first.outputs;
    expect(lock).toContain("opam-version");
    expect(first.outputs.artifact).toMatchObject({ name: "hello.spt", abi: { target: "spt" } });
    expect(solves()).toBe(1);

    await write({ "web/unikernel.ml": "let start () = Lwt.return ()\n" });
    const second = await update(call, first, given());
    expect(second.outputs.lock).toBe(lock);
    expect(solves()).toBe(0);

    const third = await update(call, second, given({ relock: "now" }));
    expect(third.outputs.lock).toBe(lock);
    expect(solves()).toBe(1);

    // What is recorded of a build without a lock is found by one that is given the lock it solved.
    const fourth = await update(call, third, given());
    expect(fourth.outputs).toEqual(third.outputs);
    expect(toolbox.calls()).toEqual([]);

    await rm(artifactFile(layout, fourth.outputs.artifact.digest));
    const pinned = join(current().folder, "web.locked");
    await writeFile(pinned, lock ?? "");
    await update(call, fourth, given({ lock: { file: pinned } }));
    expect(solves()).toBe(0);
});
