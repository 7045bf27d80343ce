import type { DiffRequest, DiffResult, State } from "../../protocol/resource";
import type { ImageInputs, ImageOutputs } from "../image";
import { readyToolchain } from "../toolchains";
import { canonicalJson } from "../../canonical";
import { parseRecipe } from "./recipe";

type Inputs = Partial<ImageInputs>;
type ImageState = State<ImageInputs, ImageOutputs>;

/** Inputs that matter only by what they make of the source's hash. */
const behindTheHash: ReadonlySet<string> = new Set(["source", "ignore"]);

/**
 * What makes no difference to the build is no change: the same contents in another place, on another machine for one, and
 * what is not given where that is its default. Nobody knows which defaults a program gave for an image that was imported.
 */
export function diffImage({
    state,
    inputs,
    unknowns,
    changed,
}: DiffRequest<ImageInputs, ImageOutputs>): DiffResult<ImageInputs> {
    const [before, after] = [feed(asBuilt(state)), feed(inputs)];
    const isSame = (name: string): boolean => canonicalJson(before[name]) === canonicalJson(after[name]);
    const isSameSource = inputs.sourceHash !== undefined && isSame("sourceHash");
    const unchanged = [...changed].filter((name) => {
        if (unknowns.has(name)) return false;
        return behindTheHash.has(name) ? isSameSource : isSame(name);
    });
    return unchanged.length > 0 ? { unchanged } : {};
}

/** The inputs of a state. An imported image has no hash among them, though its build has one. */
export function asBuilt({ inputs, outputs }: ImageState): ImageInputs {
    const sourceHash = inputs.sourceHash ?? parseRecipe(outputs.artifact.recipe)?.sourceHash;
    return { ...inputs, sourceHash };
}

/** Whether two sets of inputs make the same build. */
export function isSameBuild(one: ImageInputs, other: ImageInputs): boolean {
    return canonicalJson(feed(one)) === canonicalJson(feed(other));
}

/** Each input as far as it goes into a build. */
function feed(inputs: Inputs): Record<string, unknown> {
    const { toolchain, lock, env = {}, triggers = [], sourceHash } = inputs;
    const options = toolchain && (readyToolchain(toolchain, inputs)?.options ?? inputs[toolchain]);
    return {
        ...inputs,
        ...(sourceHash === undefined ? {} : { source: undefined, ignore: undefined }),
        ...(toolchain === undefined ? {} : { [toolchain]: options }),
        ...{ lock: lock?.sha256 ?? lock, env, triggers },
    };
}
