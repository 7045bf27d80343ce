import type { Artifact } from "../../artifact/artifact";
import type { DiskKind } from "../../disk";
import { boots, familiesFor, familyName, isMetal, machineFamily } from "./families";
import { featuresOf, type GuestOsFeature } from "./features";

type Image = Pick<Artifact, "name" | "target" | "arch">;

/** Why an image does not boot on a family of machines, and which ones boot it; nothing when it does, or may. */
export function whyNotFamily(image: Image, kind: DiskKind, name: string): string | undefined {
    const others = familiesFor(image, kind).join(", ");
    if (isMetal(name))
        return `${image.name} cannot boot on ${name}: these machines have no hypervisor, and a card (IDPF) that no image has a driver for. ${others} boot it`;
    const family = machineFamily(name);
    if (family === undefined || boots(image, kind, family)) return undefined;
    const subject = `${image.name} cannot boot on ${familyName(name)}`;
    if (others === "")
        return `${subject}: an image for ${image.target} needs KVM, which no machine for ${image.arch} offers; build it for target "spt"`;
    if (family.arch !== image.arch)
        return `${subject}: it is for ${image.arch}, and these machines are ${family.arch}. ${others} boot it`;
    if (kind === "native") {
        return (
            `${subject}: these machines have gVNIC only, and an image for ${image.target} has no driver but virtio-net. ` +
            `${others} boot it; or build it for target "spt", which boots on all`
        );
    }
    return (
        `${subject}: an image for ${image.target} needs KVM, and these machines have no nested virtualization. ` +
        `${others} boot it, with enableNestedVirtualization; or build it for target "spt", which needs none`
    );
}

const needed = ["GVNIC", "UEFI_COMPATIBLE"] as const;

/** Which features a family of machines asks for that an image is not said to have. */
export function missingFeatures(
    kind: DiskKind,
    given: readonly GuestOsFeature[] | undefined,
    name: string,
): GuestOsFeature[] {
    const family = machineFamily(name);
    if (family === undefined || family.virtio) return [];
    const features = featuresOf(kind, given);
    return needed.filter((feature) => !features.includes(feature));
}
