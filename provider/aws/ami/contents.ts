import { digestOfValue } from "../../canonical";
import type { AmiInputs } from "../ami";
import type { BootMode } from "../image/wanted";

/** What follows from an image's inputs alone. Pure. */

/** Tells what is on the disk. An image is the same as another when its digest is. */
export function contentsOf({
    image,
    args,
    appliance,
}: Pick<AmiInputs, "image" | "args" | "appliance">): string {
    const around = appliance === undefined ? [] : [appliance];
    return `sha256:${digestOfValue([image.digest, image.target, args, ...around])}`;
}

export function bootModeOf({ image, boot }: Pick<AmiInputs, "image" | "boot">): BootMode {
    return boot ?? (image.arch === "aarch64" ? "uefi" : "uefi-preferred");
}

export function architectureOf({ image }: Pick<AmiInputs, "image">): "x86_64" | "arm64" {
    return image.arch === "aarch64" ? "arm64" : "x86_64";
}

export function descriptionOf({ image, description }: Pick<AmiInputs, "image" | "description">): string {
    return description ?? `Unikernel ${image.name}, ${image.digest}`.slice(0, 255);
}

/** The key as the program names it in a region. */
export function keyFor(
    { kmsKeyId }: Partial<Pick<AmiInputs, "kmsKeyId">>,
    region: string,
): string | undefined {
    return typeof kmsKeyId === "object" ? kmsKeyId[region] : kmsKeyId;
}
