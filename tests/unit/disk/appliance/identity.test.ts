import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Artifact } from "../../../../provider/artifact/artifact";
import { identityOf } from "../../../../provider/disk/appliance/identity";
import { withAppliance } from "../../../../provider/disk/lifecycle/with-appliance";
import type { DiskInputs } from "../../../../provider/disk/disk";
import { callWith } from "../../../fixtures/disk/calls";

let folder = "";
beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "identity-"));
    await tender("v0.9.1");
});
afterEach(() => rm(folder, { recursive: true }));

const image: Artifact = {
    ...{ name: "web.spt", digest: `sha256:${"a".repeat(64)}`, size: 1 },
    ...{ target: "spt", arch: "x86_64", devices: [] },
};

/** What counts of a tender is the version in its file: others compile it to other bytes. */
async function tender(version: string, compiled = "here"): Promise<void> {
    await mkdir(join(folder, "x86_64"), { recursive: true });
    const bytes = `\x7fELF built ${compiled}\0${version}\0%s tender\0`;
    await writeFile(join(folder, "x86_64", "solo5-spt"), bytes, { mode: 0o755 });
}

/** The provider's own lock, of which something is otherwise. */
async function lockWith(change: (text: string) => string): Promise<string> {
    const path = join(folder, "lock.json");
    const own = await readFile("provider/disk/appliance/appliance.lock.json", "utf8");
    await writeFile(path, change(own));
    return path;
}

const call = (lock?: string) => callWith("/nonexistent", { appliance: { tenders: folder, lock } });
const identity = (lock?: string, previous?: string) => identityOf(call(lock), image, previous);

describe("an appliance is another", () => {
    test("with another lock, by which users come to a new kernel", async () => {
        const lock = await lockWith((text) => text.replaceAll(/"sha256": "....../g, '"sha256": "000000'));
        expect(await identity(lock)).not.toBe(await identity());
    });

    test("with a tender of another version", async () => {
        const before = await identity();
        await tender("v0.10.0");
        expect(await identity()).toBe(before.replace("v0.9.1", "v0.10.0"));
    });

    test("with other contents of a tender that has no version", async () => {
        await tender("");
        const before = await identity();
        await tender("", "there");
        expect(await identity()).not.toBe(before);
    });
});

describe("an appliance is the same", () => {
    test("and tells its kernel and its tender", async () => {
        expect(await identity()).toMatch(/^linux:\d+\.[\w.+-]+:[0-9a-f]{10} solo5-spt:v0\.9\.1$/);
    });

    test("wherever the tender was compiled", async () => {
        const before = await identity();
        await tender("v0.9.1", "there");
        expect(await identity()).toBe(before);
    });

    test("with the same packages in a lock of the user's", async () => {
        expect(await identity(await lockWith((text) => text))).toBe(await identity());
    });

    test("on a machine without the tender, as far as that goes", async () => {
        const before = await identity();
        await rm(join(folder, "x86_64"), { recursive: true });
        expect(await identity(undefined, before)).toBe(before);
    });
});

describe("a check", () => {
    const checked = (inputs: Partial<DiskInputs>, previous?: Partial<DiskInputs>) =>
        withAppliance<DiskInputs>(
            call(),
            { inputs, unknowns: new Set(), randomSeed: new Uint8Array(), previous },
            { set: { args: [] } },
        );

    test("sets which appliance a disk is to be, so that a new one is a change", async () => {
        expect(await checked({ image })).toEqual({ set: { args: [], appliance: await identity() } });
    });

    test("leaves the one that a program, or `ignoreChanges`, says", async () => {
        expect(await checked({ image, appliance: "linux:1" })).toEqual({ set: { args: [] } });
    });

    test("sets none for a disk that boots the unikernel itself", async () => {
        expect(await checked({ image: { ...image, target: "virtio" } })).toEqual({ set: { args: [] } });
    });

    test("keeps the one there is while the image is not known", async () => {
        expect(await checked({}, { appliance: "linux:1" })).toEqual({
            set: { args: [], appliance: "linux:1" },
        });
    });
});
