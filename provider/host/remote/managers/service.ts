import type { z } from "zod";
import type { Hypervisor, Run } from "../../hypervisors/hypervisor";
import type { RestartPolicy } from "../../inputs";
import type { TapDevice } from "../../network/taps";

/** An instance as its manager is told of it. */
export interface Service {
    readonly name: string;
    readonly urn: string;
    /** What tells this instance from any other of its name. */
    readonly unit: string;
    /** Of its records, on the host. */
    readonly folder: string;
    readonly hypervisor: Hypervisor;
    readonly run: Run;
    /** Of its variables, which may be secret: everyone can ask systemd for what is in a unit. */
    readonly environmentFile?: string;
    readonly taps: readonly TapDevice[];
    /** Whether it has published ports: what leads them to it is in its folder. */
    readonly publishing: boolean;
    readonly needs: Needs;
    /** The most memory that it and what runs it may take. Absent: no limit. */
    readonly memoryMaxMiB?: number;
    readonly restart: z.output<typeof RestartPolicy>;
    readonly restartLimit: number;
    readonly graceSeconds: number;
}

/** What a unikernel has to have of its host. */
export interface Needs {
    /** Whether udev tells systemd of devices, so that one that comes late can be awaited. */
    readonly awaitsDevices?: boolean;
    /** The host's own network: a process has no other, and QEMU's user network is made of it. */
    readonly hostNetwork: boolean;
    readonly devices: readonly string[];
    /** Files and devices outside its own that it may write. */
    readonly writable: readonly string[];
    /** It executes what it has written: a loader, such as solo5-spt, or a translator, such as QEMU without KVM. */
    readonly writesCode: boolean;
}
