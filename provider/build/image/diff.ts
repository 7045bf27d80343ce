import type { DiffRequest, DiffResult } from "../../protocol/resource";
import type { ImageInputs, ImageOutputs } from "../image";
import { canonicalJson } from "./canonical";
import { parseRecipe } from "./recipe";

/** Inputs that matter only by what they make of the source's hash. */
const behindTheHash = ["source", "ignore"] as const;

/** The same contents in another place, on another machine for one, are no change. */
export function diffImage({
    state,
    inputs,
    changed,
}: DiffRequest<ImageInputs, ImageOutputs>): DiffResult<ImageInputs> {
    const isSameSource = inputs.sourceHash !== undefined && inputs.sourceHash === hashIn(state);
    if (!isSameSource) return {};
    return {
        unchanged: ["sourceHash", ...behindTheHash].filter((name) => changed.has(name as keyof ImageInputs)),
    };
}

/** An imported image has no hash among its inputs. */
function hashIn({ inputs, outputs }: DiffRequest<ImageInputs, ImageOutputs>["state"]): string | undefined {
    return inputs.sourceHash ?? parseRecipe(outputs.artifact.recipe)?.sourceHash;
}

/** Whether two sets of inputs make the same build. */
export function isSameBuild(one: ImageInputs, other: ImageInputs): boolean {
    return canonicalJson(feed(one)) === canonicalJson(feed(other));
}

function feed(inputs: ImageInputs): Partial<ImageInputs> {
    const { source, ignore, ...rest } = inputs;
    return inputs.sourceHash === undefined ? { ...rest, source, ignore } : rest;
}
