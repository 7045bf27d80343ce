import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { Refused } from "../http/client";
import type { Pace } from "../http/pace";
import type { ImageInputs, ImageOutputs } from "../image";
import type { StoredObject } from "../storage/bucket";
import { cloudOf, type Cloud } from "./cloud";
import { told } from "./failures";
import { clearLeftovers, leftovers } from "./leftovers";
import { isSame } from "./outputs";

/** One that a later resource has taken over stays. Instances that run from it go on. */
export async function remove(
    call: Call<Settings>,
    { inputs, outputs }: State<ImageInputs, ImageOutputs>,
    pace: Pace,
): Promise<void> {
    const { project = "", bucket } = inputs;
    const { imageName: name } = outputs;
    const cloud = cloudOf(call, pace, project);
    await told({ what: `the image ${name}`, project, bucket }, async () => {
        call.progress.status(`deleting ${name}`);
        const found = await cloud.images.settled(name);
        if (found && isSame(found, outputs)) await cloud.images.delete(name);
        const place = { urn: call.urn, bucket };
        if (bucket !== "") await clearLeftovers(cloud, await leftIn(cloud, place, call.progress), place);
    });
}

/** A bucket that is gone has no leftovers, and one that may not be read is no reason to keep the image. */
async function leftIn(
    cloud: Cloud,
    place: { readonly urn: string; readonly bucket: string },
    progress: Call<Settings>["progress"],
): Promise<StoredObject[]> {
    try {
        return await leftovers(cloud, place);
    } catch (error) {
        const status = error instanceof Refused ? error.error.status : undefined;
        if (status !== 404 && status !== 403) throw error;
        const { message } = error as Refused;
        const unread = `What a killed run may have left in gs://${place.bucket} was not looked for: ${message}`;
        if (status === 403) progress.note(unread, "warning");
        return [];
    }
}
