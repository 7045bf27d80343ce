import type { VolumeInputs } from "../../volume";
import type { VolumeFormat } from "../../volume/attachment";
import { volumeFolder, type VolumeRoot } from "./place";

/** What a volume is to be on its host. */
export interface VolumePlan {
    readonly name: string;
    readonly urn: string;
    /** What tells this volume from any other of its name. */
    readonly unit: string;
    readonly kind: "file" | "lvm" | "device";
    readonly format: VolumeFormat;
    readonly path: string;
    /** The volume group, of LVM's. */
    readonly group: string;
    /** Absent for a device, which has the size that it has. */
    readonly bytes?: number;
    /** Whether its first content is a file of ours. */
    readonly hasSource: boolean;
}

/** Whose a volume is. */
export type VolumeIdentity = Pick<VolumePlan, "name" | "urn" | "unit">;

const mebibyte = 1024 * 1024;

/** Pure. Check has seen to it that it has a size, or is a device. */
export function planOf(inputs: VolumeInputs, identity: VolumeIdentity, root: VolumeRoot): VolumePlan {
    const { format = "raw", size, device, lvm, source } = inputs;
    return {
        ...identity,
        ...{ kind: kindOf(inputs), format, path: pathOf(inputs, identity.name, root) },
        group: lvm?.group ?? "",
        bytes: device === undefined && size !== undefined ? size * mebibyte : undefined,
        hasSource: source !== undefined,
    };
}

function kindOf({ lvm, device }: Partial<VolumeInputs>): VolumePlan["kind"] {
    if (device !== undefined) return "device";
    return lvm === undefined ? "file" : "lvm";
}

/** Pure. */
export function pathOf(
    { lvm, device }: Partial<VolumeInputs>,
    name: string,
    root: Pick<VolumeRoot, "root">,
): string {
    if (device !== undefined) return device;
    return lvm === undefined ? `${volumeFolder(root, name)}/data` : `/dev/${lvm.group}/${name}`;
}
