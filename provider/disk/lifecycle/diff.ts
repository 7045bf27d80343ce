import type { DiffRequest, DiffResult } from "../../protocol/resource";
import type { DiskInputs, DiskOutputs } from "../disk";
import { applianceNote } from "./with-appliance";

/** The same unikernel, made in another way, is on the same disk. A new kernel around it is told of. */
export function diffDisk({
    state,
    inputs,
    unknowns,
    changed,
}: DiffRequest<DiskInputs, DiskOutputs>): DiffResult<DiskInputs> {
    const [old, now] = [state.inputs.image, inputs.image];
    const isSame = !unknowns.has("image") && now?.digest === old.digest && now.target === old.target;
    const isOther = changed.has("appliance") && !unknowns.has("appliance");
    return {
        ...(changed.has("image") && isSame ? { unchanged: ["image"] } : {}),
        ...(isOther ? { notes: [applianceNote(state.inputs.appliance, inputs.appliance)] } : {}),
    };
}
