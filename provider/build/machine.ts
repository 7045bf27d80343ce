import type { Architecture, Target } from "../artifact/artifact";
import { processorOf } from "../artifact/processor";
import type { Failure } from "../protocol/errors";

/** The instruction set of this machine, as far as images are built for it. */
export function machineArchitecture(arch: string = process.arch): Architecture {
    return arch === "arm64" ? "aarch64" : "x86_64";
}

/** What an image for a target is built for, when the program does not say. */
export function architectureFor(target: Target | undefined): Architecture {
    return processorOf(target) ?? machineArchitecture();
}

/** An instruction set that the target's processor does not have. */
export function architectureFailures(target: Target | undefined, arch: Architecture | undefined): Failure[] {
    const only = processorOf(target);
    if (only === undefined || arch === undefined || arch === only) return [];
    return [
        {
            property: "arch",
            reason: `is ${arch}, and what runs on \`${target}\` is for ${only}; leave arch out`,
        },
    ];
}
