import type { Call, State } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { SshHost } from "../../connection";
import type { InstanceInputs } from "../../inputs";
import { needsRestart, repairOf } from "../../lifecycle/repair";
import type { InstanceOutputs } from "../../outputs";
import { hostOf } from "../hosts";
import { bringUp } from "./bring-up";
import { nameIn } from "./names";

interface Request {
    readonly inputs: InstanceInputs;
    readonly previous: State<InstanceInputs, InstanceOutputs>;
    readonly ssh: SshHost;
}

/** Sets right what is not as it should be. What runs as it should goes on while its policy or its probe changes. */
export async function update(
    call: Call<Settings>,
    { inputs, previous, ssh }: Request,
): Promise<{ readonly outputs: InstanceOutputs }> {
    const { id, outputs } = previous;
    const identity = { urn: call.urn, name: nameIn(id), unit: outputs.unit };
    const restart = needsRestart(outputs) || repairOf(outputs, inputs)?.action === "start";
    return {
        outputs: await bringUp(call, hostOf(call, ssh), { inputs, identity }, { restart, isNew: false }),
    };
}
