import { endingsOf } from "./guest-status";
import type { Hypervisor } from "./hypervisor";

/** Why a domain has ended, in the numbers of Xen; but for the last, which is ours: there was none. */
export const shutdownReasons = {
    powerOff: 0,
    reboot: 1,
    suspend: 2,
    crash: 3,
    watchdog: 4,
    softReset: 5,
    refused: 255,
} as const;

const meanings: Readonly<Record<number, string>> = {
    [shutdownReasons.powerOff]: "it ended by itself",
    [shutdownReasons.reboot]: "it asked for a reboot, or its processor stumbled (a triple fault)",
    [shutdownReasons.suspend]: "it was suspended",
    [shutdownReasons.crash]: "it crashed",
    [shutdownReasons.watchdog]: "its watchdog ended it",
    [shutdownReasons.softReset]: "it asked for a reset",
    [shutdownReasons.refused]: "xl could not create its domain",
};

/** A PVH guest of Xen, kept by `xl` in the host's control domain. */
export const xen: Hypervisor = {
    name: "xen",
    targets: ["xen"],
    attaches: { networks: ["bridge"], volumes: true, readOnlyVolumes: true, qcow2Volumes: false },
    maximumCpus: 128,
    macPrefix: "00:16:3e",
    memory: { defaultMiB: 64, minimumMiB: 4 },
    tool: () => ({
        executable: "xl",
        install: "`apt install xen-system-amd64` (Debian, Ubuntu), and boot the machine with Xen",
    }),
    accelerated: false,
    manager: "xl",
    lacks: {
        restartLimit:
            'xl starts a domain again as often as it ends: leave `restartLimit` out, or set `restart` to "no"',
        handover: "xl puts a domain on its bridge as soon as it starts: leave it out, or give `stop-first`",
        sectorSize: "Xen gives a volume the sector size of what it is made of: leave it out",
        paths: {
            pattern: /\n|[,\s]$/,
            reason: "xl does not take a path that ends with a comma or a space, or has a line break",
        },
    },
    ...endingsOf({ ended: shutdownReasons.powerOff, crashed: shutdownReasons.crash }, meanings),
};
