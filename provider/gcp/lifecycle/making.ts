import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { GceImage } from "../compute/types";
import type { Pace } from "../http/pace";
import type { ImageInputs } from "../image";
import { markOf } from "../plan/labels";
import { ownerOf } from "../plan/names";
import type { Cloud } from "./cloud";

/** What is made for a resource, and by what. */
export interface Making {
    readonly call: Call<Settings>;
    readonly inputs: ImageInputs;
    readonly cloud: Cloud;
    readonly pace: Pace;
    /** Of the image. */
    readonly name: string;
}

/** An image of this name and contents that was made for this resource is what is wanted. */
export async function usable({
    cloud,
    name,
    call,
    inputs: { project = "" },
}: Making): Promise<GceImage | undefined> {
    const found = await cloud.images.settled(name);
    if (found === undefined) return undefined;
    if (markOf(found.labels).owner !== ownerOf(call.urn)) {
        throw new UserError(
            `There is an image ${name} in the project ${project} already, and it was not made for this resource. ` +
                "Give this one another name, or delete that one.",
            { property: "name" },
        );
    }
    if (found.status !== "FAILED") return found;
    await cloud.images.delete(name);
    return undefined;
}
