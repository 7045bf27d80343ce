import type { DiskKind } from "../../disk";
import type { Architecture, Artifact } from "../../artifact/artifact";

/** What a machine of GCE offers to what boots on it. */
export interface MachineFamily {
    readonly arch: Architecture;
    /** Whether it has virtio-net and a BIOS, which the first and second generation have; the others have gVNIC alone. */
    readonly virtio: boolean;
    /** Whether its machines can have KVM: of Intel's processors all but E2 and those for memory. */
    readonly nested: boolean;
}

const second = { arch: "x86_64", virtio: true } as const;
const third = { arch: "x86_64", virtio: false } as const;

/** x4 has bare metal only, which nothing of ours boots on. */
const families = new Map<string, MachineFamily>([
    ...named("f1 g1 n1 n2 c2 a2 g2", { ...second, nested: true }),
    ...named("e2 n2d c2d t2d m1 m2", { ...second, nested: false }),
    ...named("c3 c4 n4 h3 z3 a3 a4", { ...third, nested: true }),
    ...named("c3d c4d n4d h4d m3 m4 x4 g4", { ...third, nested: false }),
    ...named("t2a c4a n4a a4x", { arch: "aarch64", virtio: false, nested: false }),
]);

function named(names: string, family: MachineFamily): [string, MachineFamily][] {
    return names.split(" ").map((name) => [name, family]);
}

/** `n2` of `n2` and of the machine type `n2-standard-2`. Nothing for what is not known here. */
export function machineFamily(name: string): MachineFamily | undefined {
    return families.get(familyName(name));
}

export function familyName(name: string): string {
    return name.toLowerCase().replace(/-.*$/, "");
}

/** Whether it is a machine without a hypervisor, such as `c3-standard-192-metal`. Its card is IDPF's. */
export function isMetal(name: string): boolean {
    return familyName(name) === "x4" || name.toLowerCase().endsWith("-metal");
}

type Bootable = Pick<Artifact, "target" | "arch">;

/** Those that an image boots on, by name. */
export function familiesFor(image: Bootable, kind: DiskKind): string[] {
    return [...families]
        .filter(([name, family]) => !isMetal(name) && boots(image, kind, family))
        .map(([name]) => name)
        .sort();
}

export function boots({ target, arch }: Bootable, kind: DiskKind, family: MachineFamily): boolean {
    if (family.arch !== arch || (target === "hvt" && !family.nested)) return false;
    return kind === "appliance" || family.virtio;
}
