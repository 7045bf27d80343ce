import type { VolumeInputs, VolumeOutputs } from "../../../volume";
import { hostLabel } from "../../../where";
import type { VolumePlan } from "../plan";
import { alterationsIn, type VolumeSight } from "../sight";

/** Pure. */
export function volumeOutputs(inputs: VolumeInputs, plan: VolumePlan, sight: VolumeSight): VolumeOutputs {
    const altered = alterationsIn(sight, plan);
    return {
        ...{ path: plan.path, ref: refOf(inputs, plan.path) },
        bytes: sight.bytes ?? plan.bytes ?? 0,
        unit: sight.owner.unit,
        owner: sight.owner.urn,
        ...(altered.length > 0 ? { altered: altered.join("\n") } : {}),
    };
}

/** What an instance takes. */
export function refOf(inputs: Partial<VolumeInputs>, path: string): VolumeOutputs["ref"] {
    return { path, format: inputs.format ?? "raw", host: hostLabel(inputs) };
}
