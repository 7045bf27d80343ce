import { readFile } from "node:fs/promises";
import type { Artifact } from "../../artifact/artifact";
import { describeFile } from "../../artifact/describe";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { Contents } from "../bootable";
import type { File } from "../fat/tree";
import { biosParts } from "../parts/bios";
import { commandLine } from "./arguments";

export interface NativeRequest {
    readonly image: Artifact;
    /** The image's file. */
    readonly elf: string;
    readonly args: readonly string[];
}

const kernel = "unikernel.elf";

/** What a BIOS boots the unikernel itself with: SYSLINUX, its multiboot module, the unikernel. */
export async function nativeContents(call: Call<Settings>, request: NativeRequest): Promise<Contents> {
    const { image, elf, args } = request;
    await requireMultiboot(image, elf);
    const { loader, bootCode, multiboot } = await biosParts(call);
    const files: File[] = [
        { path: "syslinux.cfg", bytes: configuration(args) },
        { path: "mboot.c32", bytes: multiboot.module },
        { path: "libcom32.c32", bytes: multiboot.library },
        { path: kernel, bytes: await readFile(elf) },
    ];
    return { files, uefi: false, bios: { loader, bootCode } };
}

async function requireMultiboot({ name }: Artifact, elf: string): Promise<void> {
    const { boot } = await describeFile(elf);
    if (boot.includes("multiboot")) return;
    throw new UserError(
        `${name} has no multiboot header, without which SYSLINUX cannot start it. Link it with one, as Solo5's virtio target does.`,
        { property: "image" },
    );
}

/** What is said on the first serial port shows why a kernel does not start. */
function configuration(args: readonly string[]): Buffer {
    const line = commandLine(args);
    return Buffer.from(
        [
            "SERIAL 0 115200",
            "DEFAULT unikernel",
            "PROMPT 0",
            "LABEL unikernel",
            "    KERNEL mboot.c32",
            `    APPEND /${kernel}${line === "" ? "" : ` ${line}`}`,
            "",
        ].join("\n"),
    );
}
