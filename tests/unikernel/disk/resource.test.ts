import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeLayout } from "../../../provider/artifact/layout";
import type { DiskInputs } from "../../../provider/disk/disk";
import { diskLifecycle } from "../../../provider/disk/lifecycle/lifecycle";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { webElf } from "../build";

let folder = "";
let call = callWith(diskStore);
let inputs: DiskInputs;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "disk-"));
    const image = await artifactOf(storeLayout(diskStore), await webElf(), { target: "virtio" });
    const appliance = await diskParts();
    call = callWith(diskStore, { appliance });
    inputs = { image, kind: "native", format: "qcow2", args: [], path: join(folder, "a/web.qcow2") };
});
beforeEach(() => {
    call.notes.length = 0;
});
afterAll(() => rm(folder, { recursive: true }));

async function digestOf(file: string): Promise<string> {
    return `sha256:${createHash("sha256")
        .update(await readFile(file))
        .digest("hex")}`;
}

test("a disk's file has the digest and the size that are told, wherever it is, in each format", async () => {
    for (const format of ["raw", "qcow2", "vmdk", "iso"] as const) {
        const made = await Promise.all(
            ["one", "two"].map((name) =>
                diskLifecycle.create(call, { inputs: { ...inputs, format, path: join(folder, name) } }),
            ),
        );
        const [one, two] = made.map(({ outputs }) => outputs);
        expect(one?.digest).toBe(two?.digest);
        expect(await digestOf(one?.file ?? "")).toBe(one?.digest);
        expect((await stat(one?.file ?? "")).size).toBe(one?.bytes);
        await Promise.all(
            made.map(({ id, outputs }) => diskLifecycle.delete(call, { state: { id, inputs, outputs } })),
        );
    }
});

test("a refresh finds a disk that is gone or was changed, and a changed one is not removed", async () => {
    const { id, outputs } = await diskLifecycle.create(call, { inputs });
    const state = { id, inputs, outputs };
    expect(await diskLifecycle.read(call, { id, state })).toBe(state);
    await appendFile(outputs.file, "changed");
    expect(await diskLifecycle.read(call, { id, state })).toBeUndefined();
    await diskLifecycle.delete(call, { state });
    expect(call.notes).toEqual([`${outputs.file} was changed since it was made, and is left as it is.`]);
    await rm(outputs.file);
    expect(await diskLifecycle.read(call, { id, state })).toBeUndefined();
    await diskLifecycle.delete(call, { state });
});

test("a disk that is to be elsewhere is moved there, by default into the store", async () => {
    const { id, outputs } = await diskLifecycle.create(call, { inputs });
    const previous = { id, inputs, outputs };
    const moved = await diskLifecycle.update(call, { inputs: { ...inputs, path: undefined }, previous });
    expect(moved.outputs).toEqual({ ...outputs, file: join(diskStore, "disks", `${id}.qcow2`) });
    await expect(stat(outputs.file)).rejects.toThrow("ENOENT");
    await diskLifecycle.delete(call, { state: { ...previous, outputs: moved.outputs } });
    await expect(stat(moved.outputs.file)).rejects.toThrow("ENOENT");
});

test("a place that cannot be written to is an error that names it", async () => {
    const path = "/proc/disk.raw";
    await expect(diskLifecycle.create(call, { inputs: { ...inputs, path } })).rejects.toThrow(
        /^The disk cannot be written to \/proc\/disk\.raw: .*Name another place with `path`, or make room there\.$/,
    );
});

test("an import says why there is none", async () => {
    await expect(diskLifecycle.read(call, { id: "web.raw" })).rejects.toThrow(
        "A disk cannot be imported: a file such as web.raw does not say what it was made of. Declare the unikernel.Disk, and " +
            "`pulumi up` makes it again.",
    );
});
