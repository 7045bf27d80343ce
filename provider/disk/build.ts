import { obtainArtifact } from "../build/obtain";
import { applianceDisk } from "./appliance/appliance";
import { UserError } from "../protocol/errors";
import type { Call } from "../protocol/resource";
import type { Settings } from "../settings";
import type { DiskImage } from "./disk-image";
import { whyNotKind } from "./fit";
import { nativeDisk } from "./native/native";
import type { DiskRequest } from "./request";

export async function build(call: Call<Settings>, request: DiskRequest): Promise<DiskImage> {
    const { image, kind, args, sizeGiB } = request;
    const refusal = whyNotKind(image, kind, args);
    if (refusal !== undefined) throw new UserError(refusal, { property: "image" });
    const elf = await obtainArtifact(call, image);
    return kind === "native" && !("fromMetadata" in args)
        ? nativeDisk(call, { image, elf, args, sizeGiB })
        : applianceDisk(call, { image, elf, args, sizeGiB });
}
