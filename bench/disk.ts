import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pipeline } from "node:stream/promises";
import { sparseArchive } from "../provider/disk";
import { storeLayout } from "../provider/artifact/layout";
import { build } from "../provider/disk/build";
import type { DiskImage } from "../provider/disk/disk-image";
import { inFormat } from "../provider/disk/format/format";
import type { DiskRequest } from "../provider/disk/request";
import { linuxParts } from "../provider/disk/parts/linux";
import { artifactOf, callWith } from "../tests/fixtures/disk/calls";
import { diskParts, diskStore } from "../tests/fixtures/disk/parts";
import { writeDisk } from "../tests/fixtures/disk/written";
import { compare, sideBySide, timed, type Result } from "./result";

const rounds = 7;
const run = promisify(execFile);

/** An appliance's disk of 1 GiB: made and written, against sfdisk and mtools; and as a tar for GCE, against GNU tar. */
export async function disks(): Promise<Result[]> {
    const scratch = await mkdtemp(join(tmpdir(), "bench-disk-"));
    try {
        const call = callWith(diskStore, { appliance: await diskParts() });
        const program = join(scratch, "program");
        await run("gcc", ["-O1", "-static", "-o", program, "tests/unikernel/disk/server.c"]);
        const image = await artifactOf(storeLayout(diskStore), program, { target: "unix" });
        const request: DiskRequest = { image, kind: "appliance", args: [] };
        const { kernel, system } = await linuxParts(call, "x86_64");
        await writeFile(join(scratch, "linux"), kernel.bytes);
        await writeFile(join(scratch, "initrd"), system.bytes);
        const raw = join(scratch, "disk.raw");
        const building = await sideBySide(
            rounds,
            () => timed(async () => writeDisk(raw, await build(call, request))),
            () => timed(() => byHand(scratch)),
        );
        const disk = await build(call, request);
        writeDisk(raw, inFormat(disk, "raw"));
        const packing = await sideBySide(
            rounds,
            () => timed(() => pack(disk, join(scratch, "ours.tar.gz"))),
            () =>
                timed(() =>
                    run("tar", [
                        "--format=oldgnu",
                        "-C",
                        scratch,
                        "-Sczf",
                        join(scratch, "tar.tar.gz"),
                        "disk.raw",
                    ]),
                ),
        );
        return [
            compare("disk-build", {
                ...building,
                goal: 0.5,
                unit: "ms",
                against: "sfdisk, mformat and mcopy",
            }),
            compare("disk-build-time", {
                ...{ ours: building.ours, reference: 500, goal: 1, unit: "ms" },
                against: "limit, once the parts are in the store",
            }),
            compare("gce-tar", { ...packing, goal: 0.3, unit: "ms", against: "tar --format=oldgnu -Sczf" }),
        ];
    } finally {
        await rm(scratch, { recursive: true });
    }
}

async function byHand(scratch: string): Promise<void> {
    const script = [
        "set -e; rm -f by-hand.raw; truncate -s 1G by-hand.raw",
        "echo '2048,2093056,U' | sfdisk -q -X gpt by-hand.raw",
        "mformat -i by-hand.raw@@1M -F -T 2093056 -h 255 -s 63 -c 8 ::",
        "mmd -i by-hand.raw@@1M ::/EFI ::/EFI/BOOT ::/loader",
        "mcopy -i by-hand.raw@@1M linux initrd ::/",
    ].join("\n");
    await run("sh", ["-c", script], { cwd: scratch });
}

async function pack(disk: DiskImage, file: string): Promise<void> {
    await pipeline(sparseArchive(disk), createWriteStream(file));
}
