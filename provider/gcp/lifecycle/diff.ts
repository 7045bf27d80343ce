import { canonicalJson } from "../../build/image/canonical";
import type { DiffRequest, DiffResult } from "../../protocol/resource";
import type { ImageInputs, ImageOutputs } from "../image";
import { stem } from "../plan/names";

/** Pure. An image is what is in it: where it was uploaded, and what it was checked for, are no part of it. */
export function diff({
    state,
    inputs,
    unknowns,
    changed,
}: DiffRequest<ImageInputs, ImageOutputs>): DiffResult<ImageInputs> {
    const was = state.inputs.image.digest;
    const isOther = changed.has("image") && inputs.image?.digest !== was;
    const { altered } = state.outputs;
    return {
        unchanged: [
            "bucket",
            "machineFamily",
            ...(changed.has("image") && !isOther && !unknowns.has("image") ? ["image"] : []),
            ...named(state.outputs, inputs, changed.has("name")),
            ...emptied(state.inputs, inputs),
        ],
        replace: isOther ? ["image"] : [],
        drift: altered === undefined ? {} : { altered: `${altered} They will be set right` },
        notes:
            isOther && inputs.image
                ? [
                      `A new image is made of ${inputs.image.name} (${short(inputs.image.digest)}); then the old one (${short(was)}) is deleted.`,
                  ]
                : [],
    };
}

const short = (digest: string): string => digest.slice(0, "sha256:".length + 12);

/** An import does not say which part of an image's name was given. */
function named({ imageName }: ImageOutputs, { name }: Partial<ImageInputs>, isChanged: boolean): string[] {
    return isChanged && name !== undefined && imageName.replace(/-[0-9a-f]{10}$/, "") === stem(name)
        ? ["name"]
        : [];
}

const empties = ["args", "labels", "storageLocations"] as const;

/** What is empty is the same as what is absent. */
function emptied(old: ImageInputs, now: Partial<ImageInputs>): string[] {
    const text = (value: unknown): string => canonicalJson(value ?? null).replace(/^(\[\]|\{\})$/, "null");
    return empties.filter((name) => text(old[name]) === text(now[name]));
}
