import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { metadataServer, withDiskMachine } from "./machine";
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

test("a tender's unikernel is told its arguments by the metadata server of EC2", async () => {
    const disk = await diskWithTender(folder, "x86_64", { fromMetadata: true });
    const network = await metadataServer(folder, "--name=one");
    const options = { disk, firmware: "bios", bus: "virtio-blk", network } as const;
    await withDiskMachine(options, async ({ said, get }) => {
        await said("ready to serve");
        expect(await get("/")).toBe("[--name=one]");
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
