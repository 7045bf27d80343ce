import type { Architecture, Target } from "./artifact";

/** Targets that are machines of one kind, with its instruction set. */
const processors: Partial<Readonly<Record<Target, Architecture>>> = { rpi4: "aarch64" };

/** The instruction set of all that runs on a target, where there is only one. */
export function processorOf(target: Target | undefined): Architecture | undefined {
    return target && processors[target];
}
