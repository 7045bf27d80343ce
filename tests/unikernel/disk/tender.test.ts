import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withDiskMachine } from "./machine";
import { metadataServer } from "./metadata";
import { diskWithTender } from "./tender-disk";

let folder = "";
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tender-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(["virtio-net-pci", "vmxnet3"])(
    "a tender has the wire of a card %s, with the card's own address",
    async (card) => {
        const disk = await diskWithTender(folder, "x86_64", ["--hello=hi there"]);
        const options = { disk, firmware: "bios", bus: "virtio-blk", card } as const;
        await withDiskMachine(options, async ({ said, get }) => {
            await said("ready to serve");
            await said("heard a router");
            expect(await get("/")).toBe('[--hello="hi there"]');
        });
    },
);

describe("a unikernel whose arguments are from metadata", () => {
    let disk = "";
    beforeAll(async () => {
        disk = await diskWithTender(folder, "x86_64", { fromMetadata: true });
    });

    test.each([
        { cloud: "ec2", told: "--name=one\n--hello=two" },
        { cloud: "gce", told: "--name=one\n--hello=two" },
        { cloud: "gce", told: undefined },
    ] as const)("is told $told by $cloud", async ({ cloud, told }) => {
        const metadata = await metadataServer(folder, cloud, told);
        const options = { disk, firmware: "bios", bus: "virtio-blk", ...metadata } as const;
        await withDiskMachine(options, async ({ said, get }) => {
            await said("ready to serve");
            expect(await get("/")).toBe(told === undefined ? "" : "[--name=one][--hello=two]");
        });
    });
});

test("an appliance for aarch64 boots by UEFI, and its tender has the wire", async () => {
    const disk = await diskWithTender(folder, "aarch64", ["--hello=from ARM"]);
    const options = { disk, arch: "aarch64", firmware: "uefi", bus: "virtio-blk" } as const;
    await withDiskMachine(options, async ({ said, get }) => {
        await said("ready to serve");
        await said("heard a router");
        expect(await get("/")).toBe('[--hello="from ARM"]');
    });
});
