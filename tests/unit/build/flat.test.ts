import { expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { artifactFile } from "../../../provider/artifact/store";
import type { Artifact, Target } from "../../../provider/artifact/artifact";
import { describeFlat } from "../../../provider/artifact/describe";
import { prebuiltImageLifecycle } from "../../../provider/build/prebuilt/lifecycle";
import type { PrebuiltImageInputs } from "../../../provider/build/prebuilt-image";
import { create, world, type World } from "./image/world";

const current = world();

const aarch64 = { arch: "aarch64" };

test.each<[string, string, Target | undefined, typeof aarch64 | undefined]>([
    ["a flat file for a board", "\x1f\x20\x03\xd5", "rpi4", aarch64],
    ["one shorter than an ELF file's magic", "\x1f\x20", "rpi4", aarch64],
    ["a flat file for a target that loads ELF files", "\x1f\x20\x03\xd5", "virtio", undefined],
    ["a flat file that is for nothing yet", "\x1f\x20\x03\xd5", undefined, undefined],
    ["an ELF file for a board", "\x7fELF", "rpi4", undefined],
    ["an empty file", "", "rpi4", undefined],
])("what is known of %s", (_, start, target, found) => {
    expect(describeFlat(Buffer.from(start, "latin1"), target)).toEqual(found);
});

type Given = Pick<PrebuiltImageInputs, "target" | "arch">;

/** The file as it is. */
async function prebuilt({ call, write, folder }: World, text: string, given: Given): Promise<Artifact> {
    await write({ "kernel8.img": text });
    const inputs = { path: join(folder, "kernel8.img"), ...given };
    return (await prebuiltImageLifecycle.create(call, { inputs })).outputs.artifact;
}

/** The file as a command makes it. */
async function built({ call, write, folder }: World, text: string, given: Given): Promise<Artifact> {
    await write({ "web/build.sh": "#!/bin/sh\ncp kernel kernel8.img\n", "web/kernel": text });
    const command = { argv: ["./build.sh"], output: "kernel8.img" };
    return (await create(call, { source: join(folder, "web"), command, ...given })).outputs.artifact;
}

const kernel = "any bytes will do";

test("a flat file that is here is an image for a Raspberry Pi, on which it alone can run", async () => {
    const artifact = await prebuilt(current(), kernel, { target: "rpi4" });
    expect(artifact).toMatchObject({ name: "kernel8.img", size: kernel.length, target: "rpi4", ...aarch64 });
    expect(artifact).toMatchObject({ devices: [] });
    expect(artifact).not.toHaveProperty("abi");
});

test("a flat file that a command makes is an image for a Raspberry Pi, byte for byte", async () => {
    const artifact = await built(current(), kernel, { target: "rpi4" });
    expect(artifact).toMatchObject({ name: "kernel8.img", target: "rpi4", ...aarch64, devices: [] });
    expect(artifact).not.toHaveProperty("abi");
    expect(await readFile(artifactFile(current().layout, artifact.digest), "utf8")).toBe(kernel);
});

test.each([
    ["that is here", prebuilt],
    ["that a command makes", built],
])("a flat file %s is refused where ELF files are loaded, and an empty one everywhere", async (_, make) => {
    await expect(make(current(), kernel, { target: "virtio", arch: "aarch64" })).rejects.toThrow(
        'is not an ELF file: it is something that starts with "any byte".',
    );
    await expect(make(current(), "", { target: "rpi4", arch: "aarch64" })).rejects.toThrow(
        "is not an ELF file: it is empty.",
    );
});

test("an ELF file for a Raspberry Pi is read as one: what is wrong with it is said", async () => {
    await expect(prebuilt(current(), "\x7fELF\x02\x01", { target: "rpi4" })).rejects.toThrow("is truncated");
});
