import type { Call } from "../protocol/resource";
import type { Settings } from "../settings";
import type { DiskImage } from "./disk-image";
import type { DiskRequest } from "./request";

export { DiskArguments, MetadataArguments } from "./arguments";
export type { DiskImage, Extent } from "./disk-image";
export { fitOf, whyNotKind, type Fit } from "./fit";
export { DiskKind } from "./kind";
export type { DiskRequest } from "./request";

/**
 * The disk that boots an image: the same bytes for the same request, on every machine. The image is taken from the store
 * or made again, and so are an appliance's parts. What can't boot is refused with a UserError.
 */
export async function buildDisk(call: Call<Settings>, request: DiskRequest): Promise<DiskImage> {
    const { build } = await import("./build");
    return build(call, request);
}

/**
 * A disk as GCE takes it: a tar of the format `oldgnu` that holds the sparse file `disk.raw`, not compressed yet (pipe it
 * through gzip). Streams: no more than a few extents are in memory.
 */
export async function* sparseTar(disk: DiskImage): AsyncGenerator<Uint8Array> {
    const { tarOf } = await import("./tar/sparse-tar");
    yield* tarOf("disk.raw", disk);
}
