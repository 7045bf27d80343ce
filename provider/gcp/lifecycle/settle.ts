import { canonicalJson } from "../../canonical";
import { UserError } from "../../protocol/errors";
import type { GceDeprecation, GceImage } from "../compute/types";
import { Refused } from "../http/client";
import type { ImageInputs } from "../image";
import { withMark, type Labels, type Mark } from "../plan/labels";
import type { Cloud } from "./cloud";
import { isDeprecatedAs } from "./deprecation";

/**
 * Changes what can be changed of an image that is there, as far as it is not right. Answers it as it is then. `before` is how
 * it was to be deprecated by the last program.
 */
export async function settle(
    cloud: Cloud,
    found: GceImage,
    inputs: Pick<ImageInputs, "labels" | "family" | "deprecated">,
    mark: Mark,
    before: GceDeprecation | undefined = found.deprecated,
): Promise<GceImage> {
    const { images } = cloud;
    const { name } = found;
    const labelled = await label(cloud, found, withMark(inputs.labels, mark));
    const isOfFamily = (found.family ?? "") === (inputs.family ?? "");
    if (!isOfFamily) await images.patch(name, { family: inputs.family ?? null });
    const isDeprecated = isDeprecatedAs(found.deprecated, inputs.deprecated, before);
    if (!isDeprecated) await images.deprecate(name, inputs.deprecated ?? { state: "ACTIVE" });
    return labelled && isOfFamily && isDeprecated ? found : ((await images.get(name)) ?? found);
}

/** Others' changes of labels that come in between. */
const attempts = 5;

/** Whether nothing had to be done. */
async function label({ images }: Cloud, found: GceImage, labels: Labels): Promise<boolean> {
    let current: GceImage | undefined = found;
    for (let attempt = 1; current; attempt++) {
        if (canonicalJson(current.labels ?? {}) === canonicalJson(labels)) return attempt === 1;
        try {
            await images.setLabels(current, labels);
            return false;
        } catch (error) {
            const isStale = error instanceof Refused && error.error.status === 412;
            if (!isStale || attempt === attempts) throw error;
        }
        current = await images.get(found.name);
    }
    throw new UserError(
        `The image ${found.name} was deleted meanwhile. Run \`pulumi refresh\`, then \`pulumi up\`.`,
    );
}
