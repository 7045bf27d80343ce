import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { Pace } from "../http/pace";
import type { ImageInputs, ImageOutputs } from "../image";
import { cloudOf } from "./cloud";
import { told } from "./failures";
import { clearLeftovers } from "./leftovers";
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
        if (bucket !== "") await clearLeftovers(cloud, { urn: call.urn, bucket });
    });
}
