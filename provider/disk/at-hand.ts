import { findArtifact } from "../artifact/find";
import { storeLayout } from "../artifact/layout";
import { UserError } from "../protocol/errors";
import type { Call } from "../protocol/resource";
import type { Settings } from "../settings";
import { build } from "./build";
import type { DiskImage } from "./disk-image";
import { hasBiosParts } from "./parts/bios";
import { whyNoPackages } from "./parts/fetch";
import { hasLinuxParts } from "./parts/linux";
import type { DiskRequest } from "./request";

/** A disk, or why it cannot be made for a preview, as the end of a sentence. */
export type AtHand = { readonly disk: DiskImage } | { readonly missing: string };

/** The disk, when all that it is made of is on this machine: nothing is built or fetched for it. */
export async function atHand(call: Call<Settings>, request: DiskRequest): Promise<AtHand> {
    try {
        const missing = await whatIsMissing(call, request);
        return missing === undefined ? { disk: await build(call, request) } : { missing };
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { missing: `before this is mended: ${error.message}` };
    }
}

async function whatIsMissing(
    call: Call<Settings>,
    { image, kind }: DiskRequest,
): Promise<string | undefined> {
    const { settings, signal } = call;
    if ((await findArtifact(storeLayout(settings.store), image.digest, { signal })) === undefined)
        return `before ${image.name} is in this machine's store`;
    const isComplete =
        (kind === "native" || (await hasLinuxParts(call, image.arch))) &&
        (image.arch !== "x86_64" || (await hasBiosParts(call)));
    if (isComplete) return undefined;
    const impossible = await whyNoPackages(call);
    if (impossible !== undefined) return `before this is mended: ${impossible}`;
    return kind === "native"
        ? "before the boot loader has been fetched"
        : "before the appliance's parts have been fetched";
}
