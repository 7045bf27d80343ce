import type { DiffRequest, DiffResult } from "../../protocol/resource";
import type { DiskInputs, DiskOutputs } from "../disk";

/** The same unikernel, made in another way, is on the same disk. */
export function diffDisk({
    state,
    inputs,
    unknowns,
    changed,
}: DiffRequest<DiskInputs, DiskOutputs>): DiffResult<DiskInputs> {
    const [old, now] = [state.inputs.image, inputs.image];
    const isSame = !unknowns.has("image") && now?.digest === old.digest && now.target === old.target;
    return changed.has("image") && isSame ? { unchanged: ["image"] } : {};
}
