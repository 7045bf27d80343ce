import type { Mark } from "../plan/labels";
import type { Bucket } from "../storage/bucket";
import { clearing, cloudOf } from "./cloud";
import { removeUnfinished } from "./leftovers";
import type { Making } from "./making";

/** Deletes what came of a making that has failed or was given up. The object goes last: as long as it is there, the next run finds both. */
export async function abandon(making: Making, { unit }: Mark, object: string): Promise<void> {
    const { call, inputs, pace, name } = making;
    await cleared(making, object, async () => {
        const cloud = cloudOf(clearing(call), pace, inputs.project ?? "");
        await removeUnfinished(cloud, name, { urn: call.urn, unit });
        await deleteObjects(cloud.bucket(inputs.bucket), object);
    });
}

/** Deletes an object that no image is made of. */
export async function drop(making: Making, object: string): Promise<void> {
    const { call, inputs, pace } = making;
    await cleared(making, object, () =>
        deleteObjects(cloudOf(clearing(call), pace, inputs.project ?? "").bucket(inputs.bucket), object),
    );
}

async function deleteObjects(bucket: Bucket, name: string): Promise<void> {
    const objects = await bucket.list(name);
    await Promise.all(objects.map((object) => bucket.delete(object)));
}

/** What fails here is found by the next run. */
async function cleared({ call, inputs }: Making, object: string, action: () => Promise<void>): Promise<void> {
    await action().catch(() => {
        const left = `gs://${inputs.bucket}/${object}`;
        call.progress.note(`${left} could not be deleted; the next run will.`, "warning");
    });
}
