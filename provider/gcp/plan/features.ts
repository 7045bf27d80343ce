import type { DiskKind } from "../../disk";

/** What of `guestOsFeatures` says something about an image of ours. */
export const guestOsFeatures = [
    "GVNIC",
    "IDPF",
    "UEFI_COMPATIBLE",
    "VIRTIO_SCSI_MULTIQUEUE",
    "MULTI_IP_SUBNET",
    "SEV_CAPABLE",
    "SEV_SNP_CAPABLE",
    "TDX_CAPABLE",
] as const;
export type GuestOsFeature = (typeof guestOsFeatures)[number];

/** GCE detects none of them. A native unikernel has virtio-net and a BIOS loader; an appliance is a Linux of the cloud. */
function defaultFeatures(kind: DiskKind): GuestOsFeature[] {
    return kind === "native" ? [] : ["GVNIC", "UEFI_COMPATIBLE", "VIRTIO_SCSI_MULTIQUEUE"];
}

/** Those that an image has, in an order that does not depend on the program's. */
export function featuresOf(kind: DiskKind, given: readonly GuestOsFeature[] | undefined): GuestOsFeature[] {
    return [...new Set(given ?? defaultFeatures(kind))].sort();
}

const nativeFeatures: ReadonlySet<GuestOsFeature> = new Set(["MULTI_IP_SUBNET"]);

/** Those that would make GCE offer what the image cannot use. */
export function impossibleFeatures(kind: DiskKind, features: readonly GuestOsFeature[]): GuestOsFeature[] {
    return kind === "appliance" ? [] : features.filter((feature) => !nativeFeatures.has(feature));
}
