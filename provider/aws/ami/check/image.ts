import type { Failure } from "../../../protocol/errors";
import { whyNotKind } from "../../../disk";
import type { AmiInputs } from "../../ami";

/** What an image can't be or be booted by on EC2. */
export function imageFailures({ image, args, boot }: Partial<AmiInputs>): Failure[] {
    if (image === undefined) return [];
    if (image.target === "virtio") {
        const reason =
            `${image.name} is built for virtio, and EC2's machines have NVMe disks and ENA cards, which it can't drive; ` +
            'build it for target "spt"';
        return [{ property: "image", reason }];
    }
    const reason = whyNotKind(image, "appliance", args);
    if (reason !== undefined) return [{ property: "image", reason }];
    if (image.arch !== "aarch64" || boot === undefined || boot === "uefi") return [];
    return [
        {
            property: "boot",
            reason: `is ${boot}, and EC2's arm64 machines boot by UEFI only; leave it out, or give "uefi"`,
        },
    ];
}
