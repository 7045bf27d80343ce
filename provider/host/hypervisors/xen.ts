import type { Exit, ExitMeaning, ExitRules, Hypervisor } from "./hypervisor";
import { guestMeanings } from "./guest-status";

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
    exitRules,
    explain,
};

/** Why a domain has ended, in the numbers of Xen. */
export const shutdownReasons = {
    powerOff: 0,
    reboot: 1,
    suspend: 2,
    crash: 3,
    watchdog: 4,
    softReset: 5,
} as const;

/** Xen is not told a status. Solo5 and others print it last. */
function exitRules(): ExitRules {
    return {
        success: [shutdownReasons.powerOff],
        permanent: [],
        verdicts: [
            { status: shutdownReasons.powerOff, sed: lastStatus },
            { status: shutdownReasons.crash, sed: `s/.*solo5_abort() called.*/255/p;${lastStatus}` },
        ],
    };
}

const lastStatus = String.raw`s/.*solo5_exit(\([0-9]*\)) called.*/\1/p;s/^exit status \([0-9]*\)$/\1/p`;

function explain({ status, verdict }: Exit): ExitMeaning {
    if (verdict === undefined) return { status, reason: meanings[status] ?? "it reported a failure" };
    return { status: verdict, reason: guestMeanings[verdict] ?? meanings[status] ?? "it reported a failure" };
}

const meanings: Readonly<Record<number, string>> = {
    [shutdownReasons.powerOff]: "it ended by itself",
    [shutdownReasons.reboot]: "it asked for a reboot, or its processor stumbled (a triple fault)",
    [shutdownReasons.suspend]: "it was suspended",
    [shutdownReasons.crash]: "it crashed",
    [shutdownReasons.watchdog]: "its watchdog ended it",
    [shutdownReasons.softReset]: "it asked for a reset",
};
