import type { Target } from "../../artifact/artifact";

/** What `mirage configure -t` of 4.11 takes. */
export const mirageTargets: readonly Target[] = [
    "unix",
    "macosx",
    "hvt",
    "spt",
    "virtio",
    "xen",
    "qubes",
    "muen",
    "genode",
    "unikraft-qemu",
    "unikraft-firecracker",
];

/** Linked against Solo5, with the cross compiler that findlib knows as the toolchain `solo5`. */
export const solo5Targets: ReadonlySet<Target> = new Set<Target>([
    "hvt",
    "spt",
    "virtio",
    "xen",
    "qubes",
    "muen",
    "genode",
]);

/** Solo5 has no port of these bindings to ARM. */
export const x86OnlyTargets: ReadonlySet<Target> = new Set<Target>([
    "virtio",
    "xen",
    "qubes",
    "muen",
    "genode",
]);
