import type { Artifact, Target } from "../../artifact/artifact";
import type { HypervisorName } from "../inputs";
import type { VolumeFormat } from "../volume/attachment";

/** What a host has to run something with. */
export interface Tool {
    readonly path: string;
    readonly version?: string;
    readonly accelerator?: "kvm" | "tcg";
}

export interface Forward {
    readonly protocol: "tcp" | "udp";
    readonly hostAddress: string;
    readonly hostPort: number;
    readonly guestPort: number;
}

export type NetworkDevice =
    | {
          readonly name: string;
          readonly kind: "user";
          readonly mac: string;
          readonly forwards: readonly Forward[];
      }
    | {
          readonly name: string;
          readonly kind: "tap";
          readonly mac: string;
          readonly tap: string;
          /** The TAP device is to be made, on this bridge. */
          readonly bridge?: string;
      };

export interface BlockDevice {
    readonly name: string;
    readonly path: string;
    readonly format: VolumeFormat;
    readonly readOnly: boolean;
    readonly sectorSize: number;
}

/** One start of one unikernel, with everything resolved that was a name or a default. */
export interface Run {
    /** Absent where the image itself is the program. */
    readonly tool?: Tool;
    /** The path of the image. */
    readonly kernel: string;
    readonly image: Artifact;
    readonly memoryMiB: number;
    readonly cpus: number;
    /** In the manifest's order. */
    readonly networks: readonly NetworkDevice[];
    /** In the manifest's order. */
    readonly volumes: readonly BlockDevice[];
    readonly args: readonly string[];
}

/**
 * How to read the status a hypervisor ended with where that says too little: when it is `status`, the last line that
 * the sed program prints of the console's end is the status instead.
 */
export interface Verdict {
    readonly status: number;
    readonly sed: string;
}

export interface ExitRules {
    /** The statuses of a unikernel that has done its work. */
    readonly success: readonly number[];
    /** The statuses of a failure that a restart would only repeat. */
    readonly permanent: readonly number[];
    readonly verdicts: readonly Verdict[];
}

export interface Exit {
    readonly status: number;
    /** What one of the verdicts made of it. */
    readonly verdict?: number;
}

export interface ExitMeaning {
    readonly status: number;
    readonly reason: string;
}

/** Texts that something cannot be given, and why. */
export interface Unfit {
    readonly pattern: RegExp;
    readonly reason: string;
}

/** One way to run unikernels. Pure: what it says is carried out by a host. */
export interface Hypervisor {
    readonly name: HypervisorName;
    readonly targets: readonly Target[];
    readonly attaches: {
        readonly networks: readonly ("user" | "tap" | "bridge")[];
        readonly volumes: boolean;
        readonly readOnlyVolumes: boolean;
        readonly qcow2Volumes: boolean;
    };
    readonly maximumCpus: number;
    /** What a TAP device of an instance is called. Default: by a name that only Linux knows. */
    readonly tapName?: (unit: string, device: string) => string;
    /** What it cannot do, though others can: why, and what to do instead. */
    readonly lacks?: {
        readonly restartLimit?: string;
        /** `replacement: "l2"`. */
        readonly handover?: string;
        /** Volumes of any kind. */
        readonly volumes?: string;
        /** Volumes with another sector size than 512. */
        readonly sectorSize?: string;
        readonly paths?: Unfit;
        readonly arguments?: Unfit;
    };
    /** How MAC addresses begin. Default: as locally administered ones do. */
    readonly macPrefix?: string;
    /** Absent where memory is not set beforehand. */
    readonly memory?: { readonly defaultMiB: number; readonly minimumMiB: number };
    /** The program to find on the host, and how to get it. Absent where the image itself is the program. */
    readonly tool?: (arch: Artifact["arch"]) => { readonly executable: string; readonly install: string };
    /** Whether it can do without KVM, and has to be told whether to. */
    readonly accelerated: boolean;
    /** The operating system that it is part of, as `uname` calls it. Default: Linux. */
    readonly system?: "FreeBSD" | "OpenBSD";
    /** What keeps its instances running on a host over SSH. Default: systemd or, where that is not, a supervisor. */
    readonly manager?: string;
    /** Absent where its manager runs it without one, as a domain. */
    readonly commandLine?: (run: Run) => readonly string[];
    exitRules(image: Artifact): ExitRules;
    explain(exit: Exit): ExitMeaning;
}

/** What is executed to run it. Check has seen to it that there is such a thing. */
export function commandLineOf({ name, commandLine }: Hypervisor, run: Run): readonly string[] {
    if (commandLine === undefined) throw new Error(`${name} is not run by a command`);
    return commandLine(run);
}
