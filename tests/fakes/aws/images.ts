import { newId, type FakeImage, type FakeRegion } from "./account";
import { forms, text, within, type Form } from "./form";
import { Problem } from "./problem";
import type { Behaviour } from "./server";
import type { Xml } from "./xml";

const unknown = (id: string): Problem =>
    new Problem(400, "InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`);

export function findImage(region: FakeRegion, id: string): FakeImage {
    const image = region.images.get(id);
    if (image !== undefined) return image;
    throw unknown(id);
}

/** One that is to be changed: not all of EC2 has heard of a new one. */
export function knownImage(region: FakeRegion, id: string): FakeImage {
    const image = findImage(region, id);
    if (image.unknownFor === 0) return image;
    image.unknownFor--;
    throw unknown(id);
}

const parameter = (message: string, code = "InvalidParameterValue"): Problem =>
    new Problem(400, code, message);

export function registerImage(region: FakeRegion, form: Form, behaviour: Behaviour): Xml {
    const name = text(form, "Name") ?? "";
    if (!/^[\w()[\] ./\-'@]{3,128}$/.test(name)) {
        throw parameter(`AMI name '${name}' is invalid.`, "InvalidAMIName.Malformed");
    }
    if ([...region.images.values()].some((image) => image.name === name)) {
        throw parameter(`AMI name ${name} is already in use by AMI`, "InvalidAMIName.Duplicate");
    }
    if (region.images.size >= behaviour.imageQuota) {
        throw parameter(
            "You have exceeded your quota for the number of public and private images.",
            "AMIQuotaExceeded",
        );
    }
    const { looksUntilAvailable: looksLeft, unknownFor } = behaviour;
    const image = imageOf(region, form, { name, looksLeft, unknownFor });
    region.images.set(image.id, image);
    return { imageId: image.id };
}

function imageOf(
    region: FakeRegion,
    form: Form,
    made: Pick<FakeImage, "name" | "looksLeft" | "unknownFor">,
): FakeImage {
    // EC2's own defaults, which hardly anybody wants.
    const architecture = text(form, "Architecture") ?? "i386";
    const virtualizationType = text(form, "VirtualizationType") ?? "paravirtual";
    const bootMode = text(form, "BootMode");
    judgeBoot({ architecture, virtualizationType, bootMode, tpm: text(form, "TpmSupport") });
    const rootDeviceName = text(form, "RootDeviceName") ?? "";
    return {
        ...{ ...made, id: newId("ami"), architecture, virtualizationType, bootMode, rootDeviceName },
        description: text(form, "Description") ?? "",
        snapshotId: rootSnapshot(region, form, rootDeviceName),
        enaSupport: text(form, "EnaSupport") === "true",
        imdsSupport: text(form, "ImdsSupport"),
        createdAt: new Date(),
        tags: new Map(tagsFor(form, "image")),
        permissions: new Set(),
    };
}

function judgeBoot(image: {
    readonly architecture: string;
    readonly virtualizationType: string;
    readonly bootMode?: string;
    readonly tpm?: string;
}): void {
    const { architecture, bootMode, tpm, virtualizationType } = image;
    if (!["i386", "x86_64", "arm64"].includes(architecture))
        throw parameter(`Invalid architecture: ${architecture}`);
    if (!["hvm", "paravirtual"].includes(virtualizationType))
        throw parameter(`Invalid virtualization type: ${virtualizationType}`);
    if (bootMode !== undefined && !["legacy-bios", "uefi", "uefi-preferred"].includes(bootMode)) {
        throw parameter(`Invalid boot mode: ${bootMode}`);
    }
    if (architecture === "arm64" && bootMode !== undefined && bootMode !== "uefi") {
        throw parameter(
            `The boot mode ${bootMode} is not supported for arm64.`,
            "InvalidParameterCombination",
        );
    }
    if (tpm !== undefined && bootMode !== "uefi") {
        throw parameter("TpmSupport needs the boot mode uefi.", "InvalidParameterCombination");
    }
}

function rootSnapshot(region: FakeRegion, form: Form, rootDeviceName: string): string {
    const mapping = forms(form, "BlockDeviceMapping").find(
        (one) => text(one, "DeviceName") === rootDeviceName,
    );
    const ebs = within(mapping, "Ebs");
    const id = text(ebs, "SnapshotId");
    if (rootDeviceName === "" || id === undefined) {
        throw parameter("No snapshot is mapped to the root device.", "InvalidBlockDeviceMapping");
    }
    if (text(ebs, "Encrypted") !== undefined || text(ebs, "KmsKeyId") !== undefined) {
        throw parameter(
            "Encryption cannot be set on a mapping that names a snapshot.",
            "InvalidBlockDeviceMapping",
        );
    }
    const snapshot = region.snapshots.get(id);
    if (snapshot === undefined)
        throw parameter(`The snapshot '${id}' does not exist.`, "InvalidSnapshot.NotFound");
    if (snapshot.state !== "completed")
        throw parameter(`The snapshot ${id} is not completed.`, "IncorrectState");
    return id;
}

function tagsFor(form: Form, resourceType: string): [string, string][] {
    return forms(form, "TagSpecification")
        .filter((specification) => text(specification, "ResourceType") === resourceType)
        .flatMap((specification) => forms(specification, "Tag"))
        .map((tag) => [text(tag, "Key") ?? "", text(tag, "Value") ?? ""]);
}
