import type { DiskKind } from "../../disk";
import type { Architecture } from "../../artifact/artifact";

/** What a machine of GCE offers to what boots on it. */
export interface MachineFamily {
    readonly arch: Architecture;
    /** Whether it has virtio-net and a BIOS, which the first and second generation have; the others have gVNIC alone. */
    readonly virtio: boolean;
}

const second = "f1 g1 e2 n1 n2 n2d c2 c2d t2d m1 m2 a2 g2";
const third = "c3 c3d c4 c4d n4 n4d h3 h4d m3 m4 x4 z3 a3 a4 g4";
const arm = "t2a c4a n4a a4x";

const families = new Map<string, MachineFamily>([
    ...named(second, { arch: "x86_64", virtio: true }),
    ...named(third, { arch: "x86_64", virtio: false }),
    ...named(arm, { arch: "aarch64", virtio: false }),
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

/** Those that an image boots on, by name. */
export function familiesFor(kind: DiskKind, arch: Architecture): string[] {
    return [...families]
        .filter(([, family]) => boots(kind, arch, family))
        .map(([name]) => name)
        .sort();
}

export function boots(kind: DiskKind, arch: Architecture, family: MachineFamily): boolean {
    return family.arch === arch && (kind === "appliance" || family.virtio);
}
