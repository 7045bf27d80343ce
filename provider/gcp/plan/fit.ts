import type { Artifact } from "../../artifact/artifact";
import type { DiskKind } from "../../disk";
import { boots, familiesFor, familyName, machineFamily } from "./families";

/** Why an image does not boot on a family of machines, and which ones boot it; nothing when it does, or may. */
export function whyNotFamily(
    image: Pick<Artifact, "name" | "target" | "arch">,
    kind: DiskKind,
    name: string,
): string | undefined {
    const family = machineFamily(name);
    if (family === undefined || boots(kind, image.arch, family)) return undefined;
    const others = familiesFor(kind, image.arch).join(", ");
    const subject = `${image.name} cannot boot on ${familyName(name)}`;
    if (family.arch !== image.arch)
        return `${subject}: it is for ${image.arch}, and these machines are ${family.arch}. ${others} boot it`;
    return (
        `${subject}: these machines have gVNIC only, and an image for ${image.target} has no driver but virtio-net. ` +
        `${others} boot it; or build it for target "spt", which boots on all`
    );
}
