import { endingsOf } from "./guest-status";
import type { Hypervisor } from "./hypervisor";
import { qemu } from "./qemu";

/** What no XML document can hold, and carriage returns, which libvirt writes as they are and reads as line ends. */
const unwritable = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Why a domain is shut off, in libvirt's words, with 0 for what ended by itself. */
export const shutoffReasons = {
    shutdown: 0,
    destroyed: 2,
    crashed: 3,
    saved: 5,
    failed: 6,
    daemon: 8,
} as const;

const meanings: Readonly<Record<number, string>> = {
    [shutoffReasons.shutdown]: "it ended by itself",
    [shutoffReasons.destroyed]: "its domain was destroyed",
    [shutoffReasons.crashed]: "its QEMU ended: it crashed, was killed, or ended by itself",
    [shutoffReasons.saved]: "its domain was saved",
    [shutoffReasons.failed]: "libvirt could not start it",
    [shutoffReasons.daemon]: "libvirt itself stopped it",
};

/** QEMU, kept by libvirt as a domain, where the program asks for it. */
export const libvirt: Hypervisor = {
    name: "libvirt",
    targets: qemu.targets,
    attaches: { networks: ["bridge"], volumes: true, readOnlyVolumes: true, qcow2Volumes: true },
    maximumCpus: 255,
    memory: qemu.memory,
    tool: (arch) => ({
        executable: qemu.tool?.(arch).executable ?? "",
        install: libvirtInstall,
    }),
    accelerated: true,
    manager: "libvirt",
    lacks: {
        restartLimit:
            'libvirt starts a domain again as often as it ends: leave `restartLimit` out, or set `restart` to "no"',
        handover:
            "libvirt puts a domain on its bridge as soon as it starts: leave it out, or give `stop-first`",
        paths: { pattern: unwritable, reason: "libvirt does not take a path with control characters" },
        arguments: {
            pattern: unwritable,
            reason: "libvirt cannot pass it on: it has a character that XML has not",
        },
    },
    ...endingsOf({ ended: shutoffReasons.shutdown, crashed: shutoffReasons.crashed }, meanings),
};

export const libvirtInstall =
    "`apt install libvirt-daemon-system libvirt-clients qemu-system-x86` (Debian, Ubuntu) or " +
    "`dnf install libvirt-daemon-kvm libvirt-client` (Fedora)";
