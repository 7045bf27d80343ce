import type { Call, State } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { NetworkInputs, NetworkOutputs } from "../../../network";
import { orForget } from "../../gone";
import { machineOf, type Machine } from "../../machines";
import type { NetworkIdentity } from "../plan";
import { networkAnswers } from "../refusals";
import { removeScript } from "../scripts/remove";

export async function remove(
    call: Call<Settings>,
    { inputs, outputs }: State<NetworkInputs, NetworkOutputs>,
): Promise<void> {
    if (inputs.adopt) return;
    const { bridge, unit } = outputs;
    const host = machineOf(call, inputs.host);
    call.progress.status(`removing ${bridge} from ${host.name}`);
    await orForget(call, host, () => removeFrom(host, { bridge, unit, urn: call.urn }, call.signal));
}

/** Whatever has its name but another's mark stays. */
export async function removeFrom(
    host: Machine,
    identity: NetworkIdentity,
    signal: AbortSignal,
): Promise<void> {
    const output = await host.connection.run(removeScript(identity), { signal });
    networkAnswers(host, identity.bridge, output);
}
