import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs, AmiOutputs } from "../ami";
import { withRegions } from "../client/open";
import { inAll } from "../client/together";
import { changesTo } from "../image/changes";
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
    const altered = alterations(state.inputs, images);
    if (altered.length > 0) call.progress.note(`changed by others: ${altered.join("; ")}`);
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

/** What can be changed of an image, by its name in a program. */
type Trait = "tags" | "launchPermissions" | "deprecateAt" | "description";

/** Pure. What of an image in a region is otherwise than the inputs say. */
function altered(inputs: AmiInputs, image: Survey): Trait[] {
    const changes = changesTo(image, traitsOf(inputs), {});
    const isOther: Record<Trait, boolean> = {
        tags:
            Object.keys(changes.tags).length > 0 ||
            Object.keys(usersTags(image.tags)).some((key) => !(key in inputs.tags)),
        launchPermissions: changes.permitted.length + changes.forbidden.length > 0,
        deprecateAt: changes.deprecateAt !== undefined,
        description: changes.description !== undefined,
    };
    return (Object.keys(isOther) as Trait[]).filter((trait) => isOther[trait]);
}

/** Pure. Each region with what is otherwise there: `eu-west-1: tags, description`. */
export function alterations(inputs: AmiInputs, images: ReadonlyMap<string, Survey>): string[] {
    return [...images].flatMap(([region, image]) => {
        const traits = altered(inputs, image);
        return traits.length === 0 ? [] : [`${region}: ${traits.join(", ")}`];
    });
}

/** Pure. What is otherwise than the state says, in whichever region, is what the inputs are now. */
export function asFound(inputs: AmiInputs, images: readonly Survey[]): AmiInputs {
    const differing = (trait: Trait): Survey | undefined =>
        images.find((image) => altered(inputs, image).includes(trait));
    const [tags, permissions] = [differing("tags"), differing("launchPermissions")];
    const [deprecation, description] = [differing("deprecateAt"), differing("description")];
    return {
        ...inputs,
        ...(tags ? { tags: usersTags(tags.tags) } : {}),
        ...(permissions ? { launchPermissions: asInput(permissions.permissions) } : {}),
        ...(deprecation ? { deprecateAt: deprecation.deprecateAt } : {}),
        ...(description ? { description: description.description ?? "" } : {}),
    };
}
