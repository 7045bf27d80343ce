import type { Artifact } from "../../artifact/artifact";
import type { Failure } from "../../protocol/errors";
import type { DiskInputs } from "../disk";
import { whyTooLarge } from "../fit";
import { problemOf } from "./command-line";

/** What of a disk's inputs does not go with a board: all that it is, and what to do. */
export function boardFailures(
    image: Pick<Artifact, "name" | "size" | "target" | "arch">,
    { kind, format, args }: Partial<Pick<DiskInputs, "kind" | "format" | "args">>,
): Failure[] {
    const failures = [
        { property: "board", reason: misfit(image) },
        { property: "image", reason: excess(image) },
        { property: "kind", reason: kind && "An SD card starts the unikernel itself; leave kind out." },
        {
            property: "format",
            reason:
                format === undefined || format === "raw"
                    ? undefined
                    : `An SD card is written as it is, not as ${format}; leave format out.`,
        },
        { property: "args", reason: args && problemOf(args) },
    ];
    return failures.flatMap(({ property, reason }) => (reason === undefined ? [] : [{ property, reason }]));
}

function misfit({ name, target, arch }: Pick<Artifact, "name" | "target" | "arch">): string | undefined {
    if (target !== "rpi4") {
        return `${name} is built for ${target}, which a Raspberry Pi cannot start; leave board out, or build it for target "rpi4"`;
    }
    if (arch !== "aarch64") return `${name} is for ${arch}, and a Raspberry Pi 4 is an aarch64`;
    return undefined;
}

function excess(image: Pick<Artifact, "name" | "size">): string | undefined {
    const reason = whyTooLarge(image);
    return reason && `${image.name} cannot boot from an SD card: ${reason}`;
}
