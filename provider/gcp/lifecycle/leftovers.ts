import { markOf } from "../plan/labels";
import { imageOfObject, objectPrefix, ownerOf } from "../plan/names";
import type { StoredObject } from "../storage/bucket";
import type { Cloud } from "./cloud";

/**
 * An image is being made for as long as its object is there: the object is deleted last. So an object that is found says
 * that a run was killed before its end, and what the image is called that it may have made; nothing else is touched.
 * Answers the object of `keep`, which is as good as new.
 */
export async function clearLeftovers(
    cloud: Cloud,
    { urn, bucket, keep }: { readonly urn: string; readonly bucket: string; readonly keep?: string },
): Promise<StoredObject | undefined> {
    const there = cloud.bucket(bucket);
    const objects = await there.list(objectPrefix(urn));
    for (const object of objects.filter(({ name }) => name !== keep)) {
        const image = imageOfObject(object.name);
        if (image !== undefined) await removeUnfinished(cloud, image, { urn, unit: object.metadata?.unit });
        await there.delete(object);
    }
    return objects.find(({ name }) => name === keep);
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
