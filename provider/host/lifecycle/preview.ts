import type { Call, PreviewRequest } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import { addressesOf } from "../machine";
import type { InstanceOutputs } from "../outputs";
import { driftOf } from "./drift";
import { needsProbe } from "./update";

/** What a program can rely on before anything has been done. */
export function preview(
    _call: Call<Settings>,
    { inputs, unknowns, previous }: PreviewRequest<InstanceInputs, InstanceOutputs>,
): Promise<Partial<InstanceOutputs>> {
    if (previous === undefined) {
        return Promise.resolve(unknowns.has("networks") ? {} : { addresses: addressesOf(inputs) });
    }
    const { addresses, taps, consolePath, unit } = previous.outputs;
    const restarts = driftOf(previous.outputs, inputs.restart) !== undefined;
    if (restarts || needsProbe(inputs, previous))
        return Promise.resolve({ addresses, taps, consolePath, unit });
    return Promise.resolve(previous.outputs);
}
