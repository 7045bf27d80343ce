import { expect, test } from "@jest/globals";
import type { Artifact, Device } from "../../../provider/artifact/artifact";
import { fitOf, whyNotKind } from "../../../provider/disk/fit";

function image(target: Artifact["target"], devices: Device[] = [], arch: Artifact["arch"] = "x86_64") {
    return { name: `web.${target}`, size: 1, target, arch, devices };
}
const net = (name: string): Device => ({ name, type: "net" });
const block = (name: string): Device => ({ name, type: "block" });

test.each([
    { image: image("virtio", [net("service")]), kind: "native" },
    { image: image("virtio", [net("service"), block("data")]), kind: "native" },
    { image: image("spt", [net("service")]), kind: "appliance" },
    { image: image("spt", [], "aarch64"), kind: "appliance" },
    { image: image("hvt", [net("service")]), kind: "appliance" },
    { image: image("unix", [net("a"), net("b")]), kind: "appliance" },
] as const)("$image.name for $image.arch boots from a disk of kind $kind", ({ image, kind }) => {
    expect(fitOf(image)).toEqual({ kinds: [kind] });
    expect(whyNotKind(image, kind, [])).toBeUndefined();
});

const advice =
    'build it for target "spt" (any cloud) or "virtio" (QEMU, GCE of the first and second generation)';

test.each([
    {
        image: image("virtio", [], "aarch64"),
        reason: 'it is for aarch64, and a native disk starts x86_64 only; build it for target "spt"',
    },
    {
        image: image("spt", [net("service"), block("data")]),
        reason: "it has the block device data, and an appliance has none to attach; build it without",
    },
    {
        image: image("hvt", [net("front"), net("back")]),
        reason: "it has 2 network devices (front, back), and an appliance has one network card to give; build it with one",
    },
    {
        image: image("xen"),
        reason: `a Xen guest is started by Xen's own tools, and no cloud starts one from a disk; ${advice}`,
    },
    { image: image("qubes"), reason: `it runs on Qubes OS only; ${advice}` },
    { image: image("macosx"), reason: `it is a program of macOS, which no disk of ours can run; ${advice}` },
    {
        image: image("rpi4", [], "aarch64"),
        reason: 'it boots from the SD card of a Raspberry Pi, which unikernel.Disk makes with board: "rpi4"',
    },
    { image: image("muen"), reason: `no disk can start it; ${advice}` },
    ...(["virtio", "unix"] as const).map((target) => ({
        image: { ...image(target), size: 3 * 2 ** 30 },
        reason: "it has 3.0 GiB, and less than 2 can be; leave out of it what it can fetch",
    })),
])("$image.name for $image.arch is refused: $reason", ({ image, reason }) => {
    const refusal = `${image.name} cannot boot from a disk: ${reason}`;
    expect(fitOf(image)).toEqual({ kinds: [], refusal });
    expect(whyNotKind(image, "appliance")).toBe(refusal);
});

test.each([
    {
        ...{ image: image("spt"), kind: "native" as const, args: [] },
        reason: 'web.spt is built for spt, which a native disk cannot start; leave kind out, or build it for target "virtio"',
    },
    {
        ...{ image: image("virtio"), kind: "appliance" as const, args: [] },
        reason: 'web.virtio is built for virtio, which an appliance cannot run; leave kind out, or build it for target "spt"',
    },
    {
        ...{ image: image("virtio"), kind: "native" as const, args: { fromMetadata: true as const } },
        reason: 'web.virtio boots natively, without anything that asks for metadata; give args as a list, or build it for target "spt"',
    },
])("$image.name as $kind is refused: $reason", ({ image, kind, args, reason }) => {
    expect(whyNotKind(image, kind, args)).toBe(reason);
});
