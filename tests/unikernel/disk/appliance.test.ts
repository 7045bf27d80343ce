import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { storeLayout } from "../../../provider/artifact/layout";
import { buildDisk, type DiskRequest } from "../../../provider/disk";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { writeDisk } from "../../fixtures/disk/written";
import { withDiskMachine } from "./machine";
import { metadataServer } from "./metadata";

let folder = "";
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "appliance-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A disk with the test's server, linked as the compiler is told. */
async function diskWith(args: DiskRequest["args"], ...linking: string[]): Promise<string> {
    const program = join(folder, "server");
    await promisify(execFile)("gcc", ["-O1", ...linking, "-o", program, "tests/unikernel/disk/server.c"]);
    const call = callWith(diskStore, { appliance: await diskParts() });
    const image = await artifactOf(storeLayout(diskStore), program, { target: "unix" });
    return writeDisk(join(folder, "disk.raw"), await buildDisk(call, { image, kind: "appliance", args }));
}

describe("a program with shared libraries", () => {
    let disk = "";
    beforeAll(async () => {
        disk = await diskWith(["--hello=from a disk", "$(reboot)", ""]);
    });

    test.each([
        { firmware: "bios", bus: "virtio-blk" },
        { firmware: "bios", bus: "virtio-scsi" },
        { firmware: "uefi", bus: "nvme" },
        { firmware: "uefi", bus: "virtio-blk" },
    ] as const)("serves, with its arguments, when it is booted by $firmware from $bus", async (options) => {
        await withDiskMachine({ disk, ...options }, async ({ said, get }) => {
            await said("ready to serve");
            expect(await get("/")).toBe("[--hello=from a disk][$(reboot)][]");
        });
    });

    test("runs without a network where the kernel has no driver for the card, which is told by its numbers", async () => {
        const options = { disk, firmware: "bios", bus: "virtio-blk", card: "e1000" } as const;
        await withDiskMachine(options, async ({ said }) => {
            await said(
                "appliance: no driver for the network card 0x8086:0x100e; give the machine one of virtio, ENA, gVNIC or vmxnet3",
            );
            await said("ready to serve");
        });
    });

    test("is started again when it ends, and ended by the power button", async () => {
        await withDiskMachine({ disk, firmware: "bios", bus: "virtio-blk" }, async (machine) => {
            await machine.said("ready to serve");
            await machine.get("/end");
            await machine.said("the unikernel ended with status 3; it starts again in 1 s\r\nready to serve");
            machine.powerDown();
            await machine.said("appliance: shutting down");
            await machine.exited;
        });
    });
});

test("a static program is told its arguments by the metadata server of EC2", async () => {
    const disk = await diskWith({ fromMetadata: true }, "-static");
    const metadata = await metadataServer(folder, "ec2", "--name=one\n--hello=two words");
    const options = { disk, firmware: "bios", bus: "nvme", ...metadata } as const;
    await withDiskMachine(options, async ({ said, get }) => {
        await said("ready to serve");
        expect(await get("/")).toBe("[--name=one][--hello=two words]");
    });
});
