import { obtainArtifact } from "../build/obtain";
import { applianceContents } from "./appliance/appliance";
import { UserError } from "../protocol/errors";
import type { Call } from "../protocol/resource";
import type { Settings } from "../settings";
import { bootableDisk, smallestCd, smallestGiB, type Contents } from "./bootable";
import type { DiskImage } from "./disk-image";
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
    const size = sizeOf(request, contents);
    if (request.medium !== "cd") return bootableDisk({ ...contents, size });
    const cd = { isolinux: contents.bios && (await isolinuxPart(call)) };
    return bootableDisk({ ...contents, size, cd });
}

function sizeOf({ sizeGiB, medium }: DiskRequest, { files }: Contents): number {
    if (sizeGiB !== undefined) return sizeGiB * 2 ** 30;
    return medium === "cd" ? smallestCd(files) : smallestGiB(files) * 2 ** 30;
}
