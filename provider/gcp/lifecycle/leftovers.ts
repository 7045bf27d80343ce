import { markOf } from "../plan/labels";
import { imageOfObject, objectPrefix, ownerOf } from "../plan/names";
import type { StoredObject } from "../storage/bucket";
import type { Cloud } from "./cloud";

interface Place {
    readonly urn: string;
    readonly bucket: string;
}

/**
 * An image is being made for as long as its object is there: the object is deleted last. So an object that is found says
 * that a run was killed before its end, and what the image is called that it may have made; nothing else is touched.
 */
export function leftovers(cloud: Cloud, { urn, bucket }: Place): Promise<StoredObject[]> {
    return cloud.bucket(bucket).list(objectPrefix(urn));
}

export async function clearLeftovers(
    cloud: Cloud,
    objects: readonly StoredObject[],
    { urn, bucket }: Place,
): Promise<void> {
    for (const object of objects) {
        const image = imageOfObject(object.name);
        if (image !== undefined) await removeUnfinished(cloud, image, { urn, unit: object.metadata?.unit });
        await cloud.bucket(bucket).delete(object);
    }
}

/** Only the image that the same run made: another one may have been given to a later resource. */
export async function removeUnfinished(
    { images }: Cloud,
    name: string,
    { urn, unit }: { readonly urn: string; readonly unit?: string },
): Promise<void> {
    const found = await images.settled(name);
    const mark = markOf(found?.labels);
    if (found && mark.owner === ownerOf(urn) && mark.unit === unit) await images.delete(name);
}
