import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { storeLayout } from "../../../provider/artifact/layout";
import { buildDisk } from "../../../provider/disk";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { writeDisk } from "../../fixtures/disk/written";
import { metadataServer, withDiskMachine } from "./machine";

let folder = "";
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tender-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
    { card: "virtio-net-pci", args: ["--hello=hi there"], fromMetadata: false },
    { card: "vmxnet3", args: ["--hello=hi there"], fromMetadata: false },
    { card: "virtio-net-pci", args: ["--name=one"], fromMetadata: true },
])(
    "a tender has the wire of a card $card, with the card's own address; its arguments from metadata: $fromMetadata",
    async ({ card, args, fromMetadata }) => {
        const tenders = join(folder, "x86_64");
        await mkdir(tenders, { recursive: true });
        const argv = [
            "-O1",
            "-static-pie",
            "-o",
            join(tenders, "solo5-spt"),
            "tests/unikernel/disk/tender.c",
        ];
        await promisify(execFile)("gcc", argv);
        await writeFile(join(folder, "web.spt"), "the unikernel");
        const devices = [{ name: "service", type: "net" as const }];
        const image = await artifactOf(storeLayout(diskStore), join(folder, "web.spt"), {
            target: "spt",
            devices,
        });
        const call = callWith(diskStore, { appliance: { ...(await diskParts()), tenders: folder } });
        const request = {
            image,
            kind: "appliance" as const,
            args: fromMetadata ? { fromMetadata: true as const } : args,
        };
        const disk = writeDisk(join(folder, "disk.raw"), await buildDisk(call, request));
        const more = fromMetadata ? { network: await metadataServer(folder, args.join("\n")) } : {};
        await withDiskMachine(
            { disk, firmware: "bios", bus: "virtio-blk", card, ...more },
            async ({ said, get }) => {
                await said("ready to serve");
                await said("heard a router");
                expect(await get("/")).toBe(fromMetadata ? "[--name=one]" : '[--hello="hi there"]');
            },
        );
    },
);
