import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Artifact } from "../../provider/artifact/artifact";
import { storeLayout } from "../../provider/artifact/layout";
import { defaultPace } from "../../provider/gcp/http/pace";
import type { ImageInputs } from "../../provider/gcp/image";
import { disks } from "../../provider/gcp/lifecycle/create";
import { imageLifecycleIn } from "../../provider/gcp/lifecycle/lifecycle";
import { bucket, project, startFake, type Fake } from "../fakes/gcp/server";
import { artifactOf, callWith } from "../fixtures/disk/calls";
import { diskParts, diskStore } from "../fixtures/disk/parts";
import { settingsFor } from "../unit/gcp/lifecycle/world";
import { webElf } from "./build";
import { withDiskMachine } from "./disk/machine";
import { diskOfArchive } from "./disk/uploaded";

const run = promisify(execFile);
const lifecycle = imageLifecycleIn({ pace: defaultPace, ...disks });

let fake: Fake;
let folder = "";
beforeAll(async () => {
    fake = await startFake();
    folder = await mkdtemp(join(tmpdir(), "gce-"));
});
afterAll(async () => {
    await fake.stop();
    await rm(folder, { recursive: true });
});

/** Makes an image, and unpacks what came to the cloud. */
async function unpacked(image: Artifact, more: Partial<ImageInputs>): Promise<string> {
    const call = callWith(diskStore, { appliance: await diskParts(), gcp: settingsFor(fake) });
    const inputs = { image, project, bucket, ...more };
    const { outputs } = await lifecycle.create(call, { inputs });
    const archive = fake.account.images.get(outputs.imageName)?.archive;
    if (!archive) throw new Error("nothing came to the cloud");
    expect(archive.length).toBeLessThan(40 * 2 ** 20);
    const disk = await diskOfArchive(archive, folder);
    const { size, blocks } = await stat(disk);
    expect(size).toBe(2 ** 30);
    expect(blocks * 512).toBeLessThan(100 * 2 ** 20);
    return disk;
}

/** What GCE gives by DHCP; QEMU's own gives no such network. */
const slash32 = ["--ipv4=10.0.2.15/32", "--ipv4-gateway=10.0.2.2"];

describe("what was uploaded for an image of GCE boots and serves", () => {
    test("natively, from virtio-scsi and with a legacy card and a /32 as GCE has them", async () => {
        const image = await artifactOf(storeLayout(diskStore), await webElf(), { target: "virtio" });
        const raw = await unpacked(image, { kind: "native", args: [...slash32, "--hello=from GCE"] });
        const card = "virtio-net-pci,disable-modern=on";
        const machine = { disk: raw, firmware: "bios", bus: "virtio-scsi", memoryMiB: 64, card } as const;
        await withDiskMachine(machine, async ({ said, get }) => {
            await said("ready to serve");
            expect(await get("/")).toContain("<h1>from GCE</h1>");
        });
    });

    test.each([
        { firmware: "bios", bus: "virtio-scsi" },
        { firmware: "uefi", bus: "nvme" },
    ] as const)("in an appliance, by $firmware from $bus", async (options) => {
        const program = join(folder, "server");
        await run("gcc", ["-O1", "-static", "-o", program, "tests/unikernel/disk/server.c"]);
        const image = await artifactOf(storeLayout(diskStore), program, { target: "unix" });
        const raw = await unpacked(image, { kind: "appliance", args: [`--by=${options.firmware}`] });
        await withDiskMachine({ disk: raw, ...options }, async ({ said, get }) => {
            await said("ready to serve");
            expect(await get("/")).toBe(`[--by=${options.firmware}]`);
        });
    });
});
