import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Architecture } from "../../../provider/artifact/artifact";
import { storeLayout } from "../../../provider/artifact/layout";
import { buildDisk, type DiskRequest } from "../../../provider/disk";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { writeDisk } from "../../fixtures/disk/written";

const compilers = { x86_64: "gcc", aarch64: "aarch64-linux-gnu-gcc" } as const;

/** A call that finds the double of a tender in a folder, and a unikernel for it that it need not read. */
export async function tenderAndImage(folder: string, arch: Architecture) {
    await mkdir(join(folder, arch), { recursive: true });
    const tender = join(folder, arch, "solo5-spt");
    const argv = ["-O1", "-static-pie", "-o", tender, "tests/unikernel/disk/tender.c"];
    await promisify(execFile)(compilers[arch], argv);
    await writeFile(join(folder, "web.spt"), "the unikernel");
    const image = await artifactOf(storeLayout(diskStore), join(folder, "web.spt"), {
        target: "spt",
        arch,
        devices: [{ name: "service", type: "net" }],
    });
    return {
        image,
        call: callWith(diskStore, { appliance: { ...(await diskParts(arch)), tenders: folder } }),
    };
}

/** An appliance with both. */
export async function diskWithTender(
    folder: string,
    arch: Architecture,
    args: DiskRequest["args"],
): Promise<string> {
    const { image, call } = await tenderAndImage(folder, arch);
    return writeDisk(join(folder, `${arch}.raw`), await buildDisk(call, { image, kind: "appliance", args }));
}
