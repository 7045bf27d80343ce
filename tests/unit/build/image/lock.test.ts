import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { artifactFile } from "../../../../provider/artifact/store";
import type { ImageInputs } from "../../../../provider/build/image";
import { MirageOptions } from "../../../../provider/build/mirage/options";
import { switchLock } from "../../../../provider/build/mirage/switch-turn";
import { installMirage, type Toolbox } from "../../../doubles/mirage/install";
import { bundled } from "../../artifact/bundled";
import { changesAfterImport } from "./changes-after-import";
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

const contender = bundled(join(__dirname, "../../artifact/lock/contender.ts"));

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

test("dependencies are not solved while another `pulumi up` is at it in the same opam switch", async () => {
    const { call, layout } = current();
    await mkdir(layout.root, { recursive: true });
    const name = switchLock(join(toolbox.home, "root/mirage"));
    const other = spawn(process.execPath, [contender(), layout.root, "0", name]);
    await once(other.stdout, "data");
    let notice: (line: string) => void = () => undefined;
    const waits = new Promise<string>((resolve) => (notice = resolve));
    const status = (line: string): void => {
        if (line.startsWith("waiting for")) notice(line);
    };
    const building = create({ ...call, progress: { ...call.progress, status } }, given());
    expect(await Promise.race([waits, building])).toBe(
        `waiting for another build in the opam switch, in process ${other.pid}`,
    );
    expect(solves()).toBe(0);
    other.kill("SIGKILL");
    await once(other, "exit");
    await building;
    expect(solves()).toBe(1);
});

test("a secret that is a part of the tools' folders does not keep a build from finding them", async () => {
    const { call } = current();
    const hidden = basename(toolbox.home);
    const redact = (text: string): string => text.replaceAll(hidden, "[secret]");
    const { outputs } = await create(
        { ...call, redact },
        given({ mirage: MirageOptions.parse({ switch: "mirage" }) }),
    );
    expect(outputs.toolchainVersions.mirage).toMatch(/^4\./);
});

test("an image is imported with its lock file or its solve, and the next preview is clean", async () => {
    const { call, folder, write } = current();
    expect(await changesAfterImport(call, given({ relock: "now" }))).toEqual([]);
    const { lock = "" } = (await create(call, given())).outputs;
    await write({ "web.locked": lock, "web/unikernel.ml": "let start () = Lwt.return ()\n" });
    const file = join(folder, "web.locked");
    expect(await changesAfterImport(call, given({ lock: { file } }))).toEqual([]);
});
