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
import { tenderAndImage } from "../disk/tender-disk";
import { blockSize, diskOfBlocks } from "../disk/uploaded";

let folder = "";
const disks = { unix: "", spt: "" };
beforeAll(async () => {
    useCredentials();
    folder = await mkdtemp(join(tmpdir(), "ami-"));
    const program = join(folder, "server");
    await promisify(execFile)("gcc", ["-O1", "-o", program, "tests/unikernel/disk/server.c"]);
    const unix = {
        image: await artifactOf(storeLayout(diskStore), program, { target: "unix" }),
        call: callWith(diskStore, { appliance: await diskParts() }),
    };
    disks.unix = writeDisk(join(folder, "unix.raw"), await uploaded(unix));
    disks.spt = writeDisk(join(folder, "spt.raw"), await uploaded(await tenderAndImage(folder, "x86_64")));
});
afterAll(() => rm(folder, { recursive: true }));

/** Makes an AMI, and answers the disk that its snapshot is. */
async function uploaded({ image, call }: Awaited<ReturnType<typeof tenderAndImage>>): Promise<DiskImage> {
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
    { target: "unix", firmware: "bios", bus: "nvme" },
    { target: "unix", firmware: "uefi", bus: "nvme" },
    { target: "unix", firmware: "bios", bus: "virtio-blk" },
    { target: "unix", firmware: "uefi", bus: "virtio-blk" },
    { target: "spt", firmware: "uefi", bus: "nvme" },
] as const)(
    "what was uploaded boots by $firmware from $bus, and the unikernel for $target answers",
    async ({ target, ...options }) => {
        await withDiskMachine({ disk: disks[target], ...options }, async ({ said, get }) => {
            await said("ready to serve");
            const argument = target === "spt" ? '--hello="from a snapshot"' : "--hello=from a snapshot";
            expect(await get("/")).toBe(`[${argument}]`);
        });
    },
);
