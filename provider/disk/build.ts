import { obtainArtifact } from "../build/obtain";
import { applianceContents } from "./appliance/appliance";
import { UserError } from "../protocol/errors";
import type { Call } from "../protocol/resource";
import type { Settings } from "../settings";
import { bootableDisk, smallestCd, smallestGiB } from "./bootable";
import type { DiskImage } from "./disk-image";
import type { File } from "./fat/tree";
import { whyNotKind } from "./fit";
import { nativeContents } from "./native/native";
import { isolinuxPart } from "./parts/isolinux";
import type { DiskRequest } from "./request";

export async function build(call: Call<Settings>, request: DiskRequest): Promise<DiskImage> {
    const { image, kind, args } = request;
    const refusal = whyNotKind(image, kind, args);
    if (refusal !== undefined) throw new UserError(refusal, { property: "image" });
    const elf = await obtainArtifact(call, image);
    const contents =
        kind === "native" && !("fromMetadata" in args)
            ? await nativeContents(call, { image, elf, args })
            : await applianceContents(call, { image, elf, args });
    const size = sizeOf(request, contents.files);
    if (request.medium !== "cd") return bootableDisk({ ...contents, size });
    const cd = { isolinux: contents.bios && (await isolinuxPart(call)) };
    return bootableDisk({ ...contents, size, cd });
}

/** Pure. In bytes. */
export function sizeOf({ image, sizeGiB, medium }: DiskRequest, files: readonly File[]): number {
    if (sizeGiB === undefined) return medium === "cd" ? smallestCd(files) : smallestGiB(files) * 2 ** 30;
    const needed = smallestGiB(files);
    if (sizeGiB >= needed) return sizeGiB * 2 ** 30;
    throw new UserError(
        `A disk with ${image.name} needs ${needed} GiB, and is to have ${sizeGiB}. Make it larger, or leave its size out.`,
    );
}
