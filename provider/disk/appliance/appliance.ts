import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Artifact } from "../../artifact/artifact";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { DiskArguments } from "../arguments";
import type { Contents } from "../bootable";
import type { File } from "../fat/tree";
import { biosParts } from "../parts/bios";
import type { Part } from "../parts/kept";
import { linuxParts } from "../parts/linux";
import { payload } from "./payload";
import { programOf } from "./program";
import { findTender } from "./tender";

export interface ApplianceRequest {
    readonly image: Artifact;
    /** The image's file. */
    readonly elf: string;
    readonly args: DiskArguments;
}

/** A small Linux, booted by BIOS (x86_64) or UEFI, that runs the unikernel. */
export async function applianceContents(call: Call<Settings>, request: ApplianceRequest): Promise<Contents> {
    const { image } = request;
    const { kernel, system, efiLoader } = await linuxParts(call, image.arch);
    const bios = image.arch === "x86_64" ? await biosParts(call) : undefined;
    const files: File[] = [
        { path: "linux", ...kernel },
        firstFileSystem(system, await payloadOf(call, request)),
        { path: efiName[image.arch], ...efiLoader },
        { path: "loader/loader.conf", bytes: Buffer.from("default unikernel.conf\ntimeout 0\neditor no\n") },
        { path: "loader/entries/unikernel.conf", bytes: Buffer.from(efiEntry) },
        ...(bios ? [{ path: "syslinux.cfg", bytes: Buffer.from(biosEntry) }] : []),
    ];
    return { files, uefi: true, bios };
}

async function payloadOf(call: Call<Settings>, { image, elf, args }: ApplianceRequest): Promise<Buffer> {
    const { target, arch } = image;
    if (target === "spt" || target === "hvt") {
        const program = await programOf(await findTender(call, target, arch), arch);
        return payload({ image, args, program, kernel: await readFile(elf) });
    }
    return payload({ image, args, program: await programOf(elf, arch) });
}

/** Linux unpacks one archive after the other. */
function firstFileSystem(system: Part, own: Buffer): File {
    const digest = createHash("sha256").update(system.digest).update(own).digest("hex");
    return { path: "initrd", bytes: Buffer.concat([system.bytes, own]), digest };
}

const efiName = { x86_64: "EFI/BOOT/BOOTX64.EFI", aarch64: "EFI/BOOT/BOOTAA64.EFI" } as const;

/** The last console is the one that programs print to: the first serial port, which clouds show; ARM's own is for QEMU. */
export const kernelOptions = "console=ttyAMA0 console=ttyS0,115200 quiet panic=10";

const efiEntry = ["title unikernel", "linux /linux", "initrd /initrd", `options ${kernelOptions}`, ""].join(
    "\n",
);

const biosEntry = [
    "DEFAULT unikernel",
    "PROMPT 0",
    "LABEL unikernel",
    "    LINUX /linux",
    "    INITRD /initrd",
    `    APPEND ${kernelOptions}`,
    "",
].join("\n");
