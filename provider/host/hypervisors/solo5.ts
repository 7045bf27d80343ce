import type { HypervisorName } from "../inputs";
import { guestArguments } from "./arguments";
import type { BlockDevice, ExitMeaning, Hypervisor, NetworkDevice, Run } from "./hypervisor";
import { describeStatus } from "./signals";

/** Solo5's sandboxed process: seccomp, no KVM, no root. */
export const spt: Hypervisor = tender("spt");

/** Solo5's hardware virtualised tender, on KVM. */
export const hvt: Hypervisor = tender("hvt");

function tender(name: HypervisorName & ("spt" | "hvt")): Hypervisor {
    return {
        name,
        targets: [name],
        attaches: { networks: ["tap", "bridge"], volumes: true, readOnlyVolumes: false, qcow2Volumes: false },
        maximumCpus: 1,
        memory: { defaultMiB: 64, minimumMiB: 2 },
        tool: () => ({
            executable: `solo5-${name}`,
            install: "`opam install solo5`, with the opam switch's bin folder on PATH",
        }),
        accelerated: false,
        commandLine: (run) => [run.tool?.path ?? `solo5-${name}`, ...options(run)],
        exitRules: () => ({ success: [0], permanent: [1, 60, 61, 62, 63, 64], verdicts: [] }),
        explain: ({ status }): ExitMeaning => ({
            status,
            reason: meanings[status] ?? describeStatus(status),
        }),
    };
}

/** A tender takes its options before the kernel only; what follows the kernel is the unikernel's. */
function options({ memoryMiB, networks, volumes, kernel, args }: Run): string[] {
    return [
        `--mem=${memoryMiB}`,
        ...networks.flatMap(networkOptions),
        ...volumes.flatMap(volumeOptions),
        "--",
        kernel,
        ...guestArguments(args),
    ];
}

function networkOptions(network: NetworkDevice): string[] {
    if (network.kind !== "tap") return [];
    return [`--net:${network.name}=${network.tap}`, `--net-mac:${network.name}=${network.mac}`];
}

function volumeOptions({ name, path, sectorSize }: BlockDevice): string[] {
    return [`--block:${name}=${path}`, `--block-sector-size:${name}=${sectorSize}`];
}

const meanings: Readonly<Record<number, string>> = {
    0: "it ended by itself",
    1: "the tender refused to run it, or a Solo5 internal error",
    2: "an uncaught exception, or out of memory",
    63: "it showed its help",
    64: "it did not understand its arguments",
    125: "an unexpected error while it read its arguments",
    139: "it touched memory it may not touch (SIGSEGV)",
    143: "it was ended by SIGTERM",
    159: "it made a system call it may not make (SIGSYS)",
    255: "it aborted: an uncaught exception at its start, or too little memory",
};
