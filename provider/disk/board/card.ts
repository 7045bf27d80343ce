import { readFile } from "node:fs/promises";
import type { Artifact } from "../../artifact/artifact";
import { obtainArtifact } from "../../build/obtain";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { DiskArguments } from "../arguments";
import type { DiskImage } from "../disk-image";
import type { File } from "../fat/tree";
import { raspiFirmware } from "../parts/raspi-firmware";
import { commandLine } from "./command-line";
import { boardFailures } from "./fit";
import { cardOf, smallestCard } from "./layout";

export interface CardRequest {
    readonly image: Artifact;
    readonly args: DiskArguments;
    readonly sizeGiB?: number;
}

/** The firmware loads kernel8.img to 0x80000 and starts it there; the first serial port is on pins 8 and 10. */
const configuration = ["arm_64bit=1", "kernel=kernel8.img", "enable_uart=1", ""].join("\n");

/** An SD card that a Raspberry Pi 4 boots the unikernel from. */
export async function buildCard(call: Call<Settings>, request: CardRequest): Promise<DiskImage> {
    const { image, args, sizeGiB } = request;
    const [failure] = boardFailures(image, { args });
    if (failure) throw new UserError(failure.reason, { property: failure.property });
    const kernel = await readFile(await obtainArtifact(call, image));
    requireFlat(image, kernel);
    const files: File[] = [
        ...(await raspiFirmware(call)),
        { path: "config.txt", bytes: Buffer.from(configuration) },
        { path: "cmdline.txt", bytes: Buffer.from("fromMetadata" in args ? "" : commandLine(args)) },
        { path: "kernel8.img", bytes: kernel },
    ];
    return cardOf(files, sizeGiB === undefined ? smallestCard(files) : sizeGiB * 2 ** 30);
}

/** The firmware does not look at what it loads: of an ELF file it would start the header. */
function requireFlat({ name }: Artifact, kernel: Buffer): void {
    if (!kernel.subarray(0, 4).equals(Buffer.from("\x7fELF", "latin1"))) return;
    throw new UserError(
        `${name} is an ELF file, and a Raspberry Pi starts a flat one. Have its build end with \`objcopy -O binary\`, and give that file as its output.`,
        { property: "image" },
    );
}
