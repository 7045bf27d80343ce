import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { storeLayout } from "../../../provider/artifact/layout";
import { buildDisk } from "../../../provider/disk";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { writeDisk } from "../../fixtures/disk/written";
import { webElf } from "../build";
import { withDiskMachine } from "./machine";

let folder = "";
const discs = { appliance: "", native: "" };
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cd-"));
    const call = callWith(diskStore, { appliance: await diskParts() });
    const layout = storeLayout(diskStore);
    const program = join(folder, "server");
    await promisify(execFile)("gcc", ["-O1", "-static", "-o", program, "tests/unikernel/disk/server.c"]);
    const images = {
        appliance: await artifactOf(layout, program, { target: "unix" }),
        native: await artifactOf(layout, await webElf(), { target: "virtio" }),
    };
    for (const kind of ["appliance", "native"] as const) {
        const request = { image: images[kind], kind, args: ["--hello=from a CD"], medium: "cd" as const };
        discs[kind] = writeDisk(join(folder, `${kind}.iso`), await buildDisk(call, request));
    }
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
    { kind: "appliance", firmware: "bios", bus: "cd", answer: "[--hello=from a CD]" },
    { kind: "appliance", firmware: "uefi", bus: "cd", answer: "[--hello=from a CD]" },
    { kind: "appliance", firmware: "bios", bus: "virtio-blk", answer: "[--hello=from a CD]" },
    { kind: "appliance", firmware: "uefi", bus: "nvme", answer: "[--hello=from a CD]" },
    { kind: "native", firmware: "bios", bus: "cd", answer: "<h1>from a CD</h1>" },
] as const)(
    "an ISO of kind $kind boots by $firmware from $bus, and serves",
    async ({ kind, answer, ...options }) => {
        await withDiskMachine({ disk: discs[kind], ...options }, async ({ said, get }) => {
            await said("ready to serve");
            expect(await get("/")).toContain(answer);
        });
    },
);
