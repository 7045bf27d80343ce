import type { Call } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import { newUnit } from "../../../local/owner";
import type { NetworkInputs, NetworkOutputs } from "../../../network";
import { machineOf } from "../../machines";
import { make } from "./make";
import { idAt } from "../../lifecycle/names";
import { removeFrom } from "./remove";

/** One that could not be made leaves nothing. */
export async function create(
    call: Call<Settings>,
    inputs: NetworkInputs,
): Promise<{ readonly id: string; readonly outputs: NetworkOutputs }> {
    const { host, adopt, bridge = call.name } = inputs;
    const identity = { bridge, urn: call.urn, unit: newUnit() };
    try {
        return { id: idAt(host, bridge), outputs: await make(call, inputs, identity) };
    } catch (error) {
        // The call may have been given up; what was begun is cleared away all the same.
        if (!adopt)
            await removeFrom(machineOf(call, host), identity, new AbortController().signal).catch(
                () => undefined,
            );
        throw error;
    }
}
