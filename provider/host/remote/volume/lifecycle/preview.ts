import type { Call, PreviewRequest } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { VolumeInputs, VolumeOutputs } from "../../../volume";
import { volumeRoot, type VolumeRoot } from "../place";
import { pathOf } from "../plan";
import { markedAs } from "../../owner";
import { refOf } from "./outputs";

type Request = PreviewRequest<VolumeInputs, VolumeOutputs>;

/** What a program can rely on before anything has been done. */
export function preview(call: Call<Settings>, request: Request): Promise<Partial<VolumeOutputs>> {
    const owner = markedAs(call.urn);
    return Promise.resolve({ owner, ...knownOutputs(request, volumeRoot(call, request.inputs.host)) });
}

/** Pure. */
export function knownOutputs(
    { inputs, unknowns, previous }: Request,
    root: Pick<VolumeRoot, "root">,
): Partial<VolumeOutputs> {
    if (previous) {
        const { ref, path, unit, bytes } = previous.outputs;
        const isSame = inputs.size === previous.inputs.size && !unknowns.has("size");
        return { ref, path, unit, ...(isSame ? { bytes } : {}), altered: undefined };
    }
    const isOpen = (["host", "name", "format", "lvm", "device"] as const).some((name) => unknowns.has(name));
    if (isOpen || inputs.name === undefined) return {};
    const path = pathOf(inputs, inputs.name, root);
    return { path, ref: refOf(inputs, path), altered: undefined };
}
