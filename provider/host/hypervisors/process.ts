import type { ExitMeaning, Hypervisor } from "./hypervisor";
import { describeStatus } from "./signals";

/** The unikernel as a program of the operating system: MirageOS's `unix` and `macosx` targets. */
export const process: Hypervisor = {
    name: "process",
    targets: ["unix", "macosx"],
    attaches: { networks: [], volumes: false, readOnlyVolumes: false, qcow2Volumes: false },
    maximumCpus: 1,
    accelerated: false,
    commandLine: ({ kernel, args }) => [kernel, ...args],
    exitRules: () => ({ success: [0], permanent: [64, 126, 127], verdicts: [] }),
    explain: ({ status }): ExitMeaning => ({ status, reason: meanings[status] ?? describeStatus(status) }),
};

/** A MirageOS program ends like this on unix as well. */
const meanings: Readonly<Record<number, string>> = {
    2: "an uncaught exception, or out of memory",
    63: "it showed its help",
    64: "it did not understand its arguments",
    125: "an unexpected error while it read its arguments",
};
