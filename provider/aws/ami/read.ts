import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs, AmiOutputs } from "../ami";
import { withRegions } from "../client/open";
import { inAll } from "../client/together";
import { changesTo, type Changes } from "../image/changes";
import { usersTags } from "../image/marks";
import { asInput } from "../image/permissions";
import { survey, type Survey } from "../image/survey";
import type { Means } from "./means";
import { traitsOf } from "./order";
import { pairsOf } from "./outputs";

type AmiState = State<AmiInputs, AmiOutputs>;

/** The image as it is in all its regions; nothing when it is in none. */
export async function readAmi(
    means: Means,
    call: Call<Settings>,
    state: AmiState,
): Promise<AmiState | undefined> {
    const pairs = pairsOf(state.outputs);
    const found = await withRegions(call, means.pace, [...pairs.keys()], (regions) =>
        inAll(regions, async ({ name, ...rest }) => {
            const imageId = pairs.get(name)?.imageId;
            const image = imageId === undefined ? undefined : await survey({ name, ...rest }, imageId);
            return image === undefined ? [] : [[name, image] as const];
        }),
    );
    const images = new Map(found.flat());
    if (images.size === 0) return undefined;
    return {
        ...state,
        inputs: asFound(state.inputs, [...images.values()]),
        outputs: stillThere(state.outputs, images),
    };
}

function stillThere(outputs: AmiOutputs, images: ReadonlyMap<string, Survey>): AmiOutputs {
    const ids = Object.fromEntries(Object.entries(outputs.ids).filter(([region]) => images.has(region)));
    return { ...outputs, ids };
}

/** Pure. What is otherwise than the state says, in whichever region, is what the inputs are now. */
export function asFound(inputs: AmiInputs, images: readonly Survey[]): AmiInputs {
    const traits = traitsOf(inputs);
    const differing = (isOther: (changes: Changes, image: Survey) => boolean): Survey | undefined =>
        images.find((image) => isOther(changesTo(image, traits, {}), image));
    const tags = differing(
        (changes, image) =>
            Object.keys(changes.tags).length > 0 ||
            Object.keys(usersTags(image.tags)).some((key) => !(key in inputs.tags)),
    );
    const permissions = differing(({ permitted, forbidden }) => permitted.length + forbidden.length > 0);
    const deprecation = differing(({ deprecateAt }) => deprecateAt !== undefined);
    const description = differing((changes) => changes.description !== undefined);
    return {
        ...inputs,
        ...(tags ? { tags: usersTags(tags.tags) } : {}),
        ...(permissions ? { launchPermissions: asInput(permissions.permissions) } : {}),
        ...(deprecation ? { deprecateAt: deprecation.deprecateAt } : {}),
        ...(description ? { description: description.description ?? "" } : {}),
    };
}
