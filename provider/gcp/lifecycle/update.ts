import { UserError } from "../../protocol/errors";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { Pace } from "../http/pace";
import type { ImageInputs, ImageOutputs } from "../image";
import { ownerOf } from "../plan/names";
import { cloudOf } from "./cloud";
import { told } from "./failures";
import { isSame, outputsOf } from "./outputs";
import { settle } from "./settle";

/** Labels, family and deprecation; all else makes another image. */
export async function update(
    call: Call<Settings>,
    inputs: ImageInputs,
    { inputs: before, outputs }: State<ImageInputs, ImageOutputs>,
    pace: Pace,
): Promise<{ outputs: ImageOutputs }> {
    const { project = "" } = inputs;
    const { imageName: name, unit } = outputs;
    const cloud = cloudOf(call, pace, project);
    const settled = await told({ what: `the image ${name}`, project }, async () => {
        const found = await cloud.images.get(name);
        const mark = { owner: ownerOf(call.urn), unit };
        if (found && isSame(found, outputs))
            return settle(cloud, found, inputs, mark, before.deprecated ?? {});
        throw new UserError(
            `The image ${name} is no longer in the project ${project}. Run \`pulumi refresh\`, then \`pulumi up\`.`,
        );
    });
    return { outputs: outputsOf(settled, project, unit) };
}
