import type { Artifact } from "../../artifact/artifact";
import { guestArguments } from "../../host/hypervisors/arguments";
import { UserError } from "../../protocol/errors";
import type { DiskArguments } from "../arguments";
import { cpio, foldersOf, type CpioEntry } from "../cpio";
import init from "./init.sh";
import powerButton from "./power-button.sh";
import type { Program } from "./program";
import udhcpc from "./udhcpc.sh";

export interface Payload {
    readonly image: Pick<Artifact, "target" | "devices">;
    readonly args: DiskArguments;
    /** The tender, or the unikernel itself. */
    readonly program: Program;
    /** The unikernel, where a tender runs it. */
    readonly kernel?: Uint8Array;
}

/** The part of an appliance's first file system that is its own: the scripts, the unikernel, and what it is told. */
export function payload({ image, args, program, kernel }: Payload): Buffer {
    const { target, devices } = image;
    const text = (path: string, contents: string): CpioEntry => ({ path, bytes: Buffer.from(contents) });
    const script = (path: string, contents: string): CpioEntry => ({
        ...{ path, bytes: Buffer.from(contents) },
        executable: true,
    });
    const files: CpioEntry[] = [
        script("init", init),
        script("etc/udhcpc.sh", udhcpc),
        script("etc/acpi/PWRF/00000080", powerButton),
        text("unikernel/target", target),
        text("unikernel/device", devices.find(({ type }) => type === "net")?.name ?? ""),
        ...("fromMetadata" in args ? [] : [text("unikernel/args", lines(args, target))]),
        ...programFiles(program),
        ...(kernel ? [{ path: "unikernel/image", bytes: kernel }] : []),
    ];
    return Buffer.concat([...cpio([...foldersOf(files.map(({ path }) => path)), ...files])]);
}

function programFiles({ bytes, linked }: Program): CpioEntry[] {
    const program: CpioEntry = { path: "unikernel/program", bytes, executable: true };
    if (!linked) return [program];
    const libraries = [...linked.libraries].map(([name, library]) => ({
        path: `unikernel/lib/${name}`,
        bytes: library,
    }));
    return [program, { path: "unikernel/loader", bytes: linked.loader, executable: true }, ...libraries];
}

/** A process gets its arguments as they are; a unikernel gets one text that it splits at spaces. */
function lines(args: readonly string[], target: Artifact["target"]): string {
    const broken = args.find((argument) => /[\n\0]/.test(argument));
    if (broken !== undefined) {
        throw new UserError(
            `The argument ${JSON.stringify(broken)} has a line break, which an appliance cannot pass on; leave it out.`,
            { property: "args" },
        );
    }
    const told = target === "unix" ? args : guestArguments(args);
    return told.map((argument) => `${argument}\n`).join("");
}
