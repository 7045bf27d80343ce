import type { Call } from "../protocol/resource";
import type { Settings } from "../settings";
import type { AtHand } from "./at-hand";
import type { DiskImage } from "./disk-image";
import type { DiskRequest } from "./request";

export type { AtHand } from "./at-hand";
export { DiskArguments } from "./arguments";
export type { DiskImage } from "./disk-image";
export { fitOf, whyNotKind, whyTooSmall } from "./fit";
export { ApplianceIdentity, DiskKind } from "./kind";
export { applianceNote, withAppliance } from "./lifecycle/with-appliance";
export { argumentsProblem } from "./native/arguments";
export type { DiskRequest } from "./request";

/**
 * The disk that boots an image: the same bytes for the same request, on every machine. The image is taken from the store
 * or made again, and so are an appliance's parts. What can't boot is refused with a UserError.
 */
export async function buildDisk(call: Call<Settings>, request: DiskRequest): Promise<DiskImage> {
    const { build } = await import("./build");
    return build(call, request);
}

/** The same for a preview: nothing is built or fetched for it. */
export async function diskAtHand(call: Call<Settings>, request: DiskRequest): Promise<AtHand> {
    const { atHand } = await import("./at-hand");
    return atHand(call, request);
}

/**
 * A disk as GCE takes it: a tar of the format `oldgnu` that holds the sparse file `disk.raw`, through gzip. Streams: no more
 * than a few pieces are in memory. Each call begins anew, and comes to the same bytes.
 */
export async function* sparseArchive(disk: DiskImage): AsyncGenerator<Uint8Array> {
    const [{ tarOf }, { gzipped }] = await Promise.all([import("./tar/sparse-tar"), import("./tar/gzip")]);
    yield* gzipped(tarOf("disk.raw", disk));
}
