import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { storeLayout } from "../../../provider/artifact/layout";
import { buildDisk, type DiskImage } from "../../../provider/disk";
import { startFakeAws } from "../../fakes/aws/server";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { writeDisk } from "../../fixtures/disk/written";
import { inputsOf, useCredentials, worldOf } from "../../unit/aws/world";
import { withDiskMachine } from "../disk/machine";
import { blockSize, diskOfBlocks } from "../disk/uploaded";

let folder = "";
let disk = "";
beforeAll(async () => {
    useCredentials();
    folder = await mkdtemp(join(tmpdir(), "ami-"));
    disk = writeDisk(join(folder, "disk.raw"), await uploaded());
});
afterAll(() => rm(folder, { recursive: true }));

/** Makes an AMI, and answers the disk that its snapshot is. */
async function uploaded(): Promise<DiskImage> {
    const program = join(folder, "server");
    await promisify(execFile)("gcc", ["-O1", "-o", program, "tests/unikernel/disk/server.c"]);
    const call = callWith(diskStore, { appliance: await diskParts() });
    const image = await artifactOf(storeLayout(diskStore), program, { target: "unix" });
    const fake = await startFakeAws();
    try {
        const args = ["--hello=from a snapshot"];
        const built = buildDisk(call, { image, kind: "appliance", args });
        const world = worldOf(fake, { diskOf: () => built });
        const { outputs } = await world.create(inputsOf({ image, args }));
        const snapshot = fake.region("eu-west-1").snapshots.get(outputs.snapshotIds["eu-west-1"] ?? "");
        if (!snapshot) throw new Error("nothing came to the cloud");
        expect(outputs.uploadBytes).toBe(snapshot.blocks.size * blockSize);
        return diskOfBlocks(snapshot);
    } finally {
        await fake.close();
    }
}

test.each([
    { firmware: "bios", bus: "nvme" },
    { firmware: "uefi", bus: "nvme" },
    { firmware: "bios", bus: "virtio-blk" },
    { firmware: "uefi", bus: "virtio-blk" },
] as const)("what was uploaded boots by $firmware from $bus, and the unikernel answers", async (options) => {
    await withDiskMachine({ disk, ...options }, async ({ said, get }) => {
        await said("ready to serve");
        expect(await get("/")).toBe("[--hello=from a snapshot]");
    });
});
