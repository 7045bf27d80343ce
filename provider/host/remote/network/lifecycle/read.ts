import type { Call, State } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import { newUnit } from "../../../local/owner";
import { NetworkInputs, type NetworkOutputs } from "../../../network";
import { isAllowedBridge } from "../../../network/bridge-name";
import { orForget } from "../../gone";
import { machineOf } from "../../machines";
import { networkAnswers } from "../refusals";
import { lookScript } from "../scripts/look";
import { networkSight, type NetworkSight } from "../sight";
import { nameIn, machineIn } from "../../lifecycle/names";
import { networkOutputs } from "./outputs";

type Known = State<NetworkInputs, NetworkOutputs>;

/** Nothing when the host has no such network, or another has its name. A bridge that is none of ours can be adopted. */
export async function read(
    call: Call<Settings>,
    { id, state }: { readonly id: string; readonly state?: Known },
): Promise<Known | undefined> {
    const bridge = nameIn(id);
    if (!isAllowedBridge(bridge)) return undefined;
    const host = state ? state.inputs.host : machineIn(id);
    const where = machineOf(call, host);
    const script = lookScript(bridge, { adopted: state?.inputs.adopt ?? false });
    const output = await orForget(call, where, () => where.connection.run(script, { signal: call.signal }));
    const sight = networkSight(bridge, networkAnswers(where, bridge, output));
    const inputs = state?.inputs ?? foundInputs(sight, { host, bridge });
    const unit = unitOf(sight, inputs, state);
    return unit === undefined
        ? undefined
        : { id, inputs, outputs: networkOutputs(inputs, { bridge, unit }, shown(sight, inputs)) };
}

/** The mark by which it is still there. */
function unitOf(
    { owner, isBridge }: NetworkSight,
    { adopt }: NetworkInputs,
    state?: Known,
): string | undefined {
    if (adopt) return isBridge ? (state?.outputs.unit ?? newUnit()) : undefined;
    return state === undefined || owner?.unit === state.outputs.unit ? owner?.unit : undefined;
}

/** Whatever becomes of an adopted one is as it should be. */
const shown = (sight: NetworkSight, { adopt }: NetworkInputs): NetworkSight =>
    adopt ? { ...sight, altered: [] } : sight;

function foundInputs({ owner, inputs }: NetworkSight, found: NetworkInputs): NetworkInputs {
    return owner && inputs !== "" ? NetworkInputs.parse(JSON.parse(inputs)) : { ...found, adopt: true };
}
