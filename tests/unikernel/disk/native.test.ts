import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeLayout } from "../../../provider/artifact/layout";
import { buildDisk } from "../../../provider/disk";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { writeDisk } from "../../fixtures/disk/written";
import { webElf } from "../build";
import { withDiskMachine } from "./machine";

let folder = "";
let disk = "";
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "native-"));
    const call = callWith(diskStore, { appliance: await diskParts() });
    const image = await artifactOf(storeLayout(diskStore), await webElf(), { target: "virtio" });
    const request = { image, kind: "native" as const, args: ["--hello=from a disk"] };
    disk = writeDisk(join(folder, "disk.raw"), await buildDisk(call, request));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(["virtio-blk", "virtio-scsi"] as const)(
    "a unikernel boots by itself from a disk on %s, with its arguments",
    async (bus) => {
        await withDiskMachine({ disk, firmware: "bios", bus, memoryMiB: 64 }, async ({ said, get }) => {
            await said("ready to serve");
            expect(await get("/")).toContain("<h1>from a disk</h1>");
        });
    },
);
