import { expect, test } from "@jest/globals";
import type { Artifact } from "../../../provider/artifact/artifact";
import type { DiskInputs, DiskOutputs } from "../../../provider/disk/disk";
import { checkDisk } from "../../../provider/disk/lifecycle/check";
import { diffDisk } from "../../../provider/disk/lifecycle/diff";

const image: Artifact = {
    ...{ name: "web.virtio", digest: `sha256:${"a".repeat(64)}`, size: 1 },
    ...{ target: "virtio", arch: "x86_64", devices: [] },
};

function check(inputs: Partial<DiskInputs>, unknowns: string[] = []) {
    return checkDisk({ inputs, unknowns: new Set(unknowns), randomSeed: new Uint8Array() });
}

test("the kind of a disk follows from the image's target", () => {
    expect(check({ image, args: [] })).toEqual({ set: { kind: "native" }, failures: [] });
    expect(check({ image: { ...image, target: "unix" } }).set).toEqual({ kind: "appliance" });
});

test("the kind is not known before the image is", () => {
    expect(check({ args: [] }, ["image"])).toEqual({ unknown: ["kind"] });
    expect(check({ kind: "native" }, ["image"])).toEqual({});
});

test.each([
    {
        inputs: { image: { ...image, target: "qubes" as const } },
        property: "image",
        reason: /^web\.virtio cannot boot/,
    },
    {
        inputs: { image, kind: "appliance" as const },
        property: "kind",
        reason: /which an appliance cannot run/,
    },
    { inputs: { image, args: { fromMetadata: true as const } }, property: "kind", reason: /boots natively/ },
    {
        inputs: { image: { ...image, size: 2 ** 30 }, size: 1 },
        property: "size",
        reason: /^a disk of 1 GiB cannot hold web\.virtio, which needs 2 GiB at least/,
    },
    {
        inputs: {
            image: { ...image, target: "rpi4" as const, arch: "aarch64" as const, size: 2 ** 31 },
            board: "rpi4" as const,
        },
        property: "image",
        reason: /^web\.virtio cannot boot from an SD card: it has 2\.0 GiB/,
    },
    { inputs: { image, args: ["a\nb"] }, property: "args", reason: /has a line break/ },
])("what cannot boot is refused at $property", ({ inputs, property, reason }) => {
    expect(check(inputs).failures).toEqual([{ property, reason: expect.stringMatching(reason) }]);
});

test("the same unikernel from another build does not make a disk anew", () => {
    const inputs: DiskInputs = { image, format: "raw", args: [] };
    const outputs: DiskOutputs = { file: "/disk.raw", digest: image.digest, bytes: 1 };
    const diff = (now: Artifact) =>
        diffDisk({
            state: { id: "disk", inputs, outputs },
            inputs: { ...inputs, image: now },
            unknowns: new Set(),
            changed: new Set(["image"]),
        });
    expect(diff({ ...image, name: "renamed", recipe: { a: 1 } })).toEqual({ unchanged: ["image"] });
    expect(diff({ ...image, digest: `sha256:${"b".repeat(64)}` })).toEqual({});
});

test("a preview tells of the kernel that a disk comes to have", () => {
    const inputs: DiskInputs = { image, format: "raw", args: [], appliance: "linux:1 solo5-spt:v0.9.1" };
    const outputs: DiskOutputs = { file: "/disk.raw", digest: image.digest, bytes: 1 };
    const { notes } = diffDisk({
        state: { id: "disk", inputs, outputs },
        inputs: { ...inputs, appliance: "linux:2 solo5-spt:v0.9.1" },
        unknowns: new Set(),
        changed: new Set(["appliance"]),
    });
    expect(notes).toEqual(["another appliance (linux:1 → linux:2)"]);
});
