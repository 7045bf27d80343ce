import { canonicalJson } from "../../canonical";
import type { Artifact } from "../../artifact/artifact";
import type { DiffRequest, DiffResult, Unknowns } from "../../protocol/resource";
import { applianceNote } from "../../disk";
import type { ImageInputs, ImageOutputs } from "../image";
import { content } from "../plan/content";
import { contentKey } from "../plan/names";

/** Pure. An image is what is in it: where it was uploaded, and what it was checked for, are no part of it. */
export function diff({
    state,
    inputs,
    unknowns,
    changed,
}: DiffRequest<ImageInputs, ImageOutputs>): DiffResult<ImageInputs> {
    const { altered, imageName } = state.outputs;
    const same = isComplete(inputs, unknowns) && endsInKeyOf(imageName, inputs);
    const isOther = changed.has("image") && !same;
    const isRenewed = changed.has("appliance") && !same && !unknowns.has("appliance");
    return {
        unchanged: [
            "bucket",
            "machineFamily",
            ...(same ? content : []),
            ...named(imageName, inputs),
            ...emptied(state.inputs, inputs),
        ],
        replace: isOther && inputs.image?.digest !== state.inputs.image.digest ? ["image"] : [],
        drift: altered === undefined ? {} : { altered: `${altered} They will be set right` },
        notes: [
            ...(isOther && inputs.image ? [renewal(state.inputs.image, inputs.image)] : []),
            ...(isRenewed ? [`A new image is made, with ${noteOf(state.inputs, inputs)}.`] : []),
        ],
    };
}

const isComplete = (inputs: Partial<ImageInputs>, unknowns: Unknowns): inputs is ImageInputs =>
    inputs.image !== undefined && inputs.kind !== undefined && !content.some((name) => unknowns.has(name));

/** The digits say whether what is in it is the same, also of an image that was imported, of which no more is known. */
const endsInKeyOf = (imageName: string, inputs: ImageInputs): boolean =>
    imageName.endsWith(`-${contentKey(inputs)}`);

const noteOf = (old: ImageInputs, now: Partial<ImageInputs>): string =>
    applianceNote(old.appliance, now.appliance);

function renewal(old: Artifact, now: Artifact): string {
    return `A new image is made of ${now.name} (${short(now.digest)}); then the old one (${short(old.digest)}) is deleted.`;
}

const short = (digest: string): string => digest.slice(0, "sha256:".length + 12);

/** An import does not say which part of an image's name was given. */
function named(imageName: string, { name }: Partial<ImageInputs>): string[] {
    return name !== undefined && imageName.replace(/-[0-9a-f]{10}$/, "") === name ? ["name"] : [];
}

const empties = ["args", "labels", "storageLocations"] as const;

/** What is empty is the same as what is absent. */
function emptied(old: ImageInputs, now: Partial<ImageInputs>): string[] {
    const text = (value: unknown): string => canonicalJson(value ?? null).replace(/^(\[\]|\{\})$/, "null");
    return empties.filter((name) => text(old[name]) === text(now[name]));
}
