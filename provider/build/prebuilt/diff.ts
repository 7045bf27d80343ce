import type { DiffRequest, DiffResult } from "../../protocol/resource";
import { canonicalJson } from "../../canonical";
import type { PrebuiltImageInputs, PrebuiltImageOutputs } from "../prebuilt-image";

/** What the file says of itself, as an import finds it, is no change when a program says the same. */
export function diffPrebuilt({
    state,
    inputs,
    unknowns,
    changed,
}: DiffRequest<PrebuiltImageInputs, PrebuiltImageOutputs>): DiffResult<PrebuiltImageInputs> {
    if (changed.has("sha256")) return {};
    const { target, arch, devices } = state.outputs.artifact;
    const found: Partial<PrebuiltImageInputs> = { target, arch, devices };
    const unchanged = [...changed].filter(
        (name) =>
            !unknowns.has(name) &&
            inputs[name] !== undefined &&
            canonicalJson(inputs[name]) === canonicalJson(found[name]),
    );
    return unchanged.length > 0 ? { unchanged } : {};
}
