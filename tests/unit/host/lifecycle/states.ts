import type { InstanceInputs } from "../../../../provider/host/inputs";
import type { InstanceOutputs } from "../../../../provider/host/outputs";
import type { State } from "../../../../provider/protocol/resource";

export type InstanceState = State<InstanceInputs, InstanceOutputs>;

/** The state of an instance that runs, as the engine keeps it. */
export function stateOf(inputs: InstanceInputs, outputs: Partial<InstanceOutputs> = {}): InstanceState {
    const id = inputs.name ?? "www-0123456";
    return {
        id,
        inputs: { ...inputs, name: id },
        outputs: {
            ...{ state: "running", addresses: [], taps: {}, unit: "0123456789abcdef" },
            consolePath: `/store/instances/${id}/console.log`,
            ...outputs,
        },
    };
}
