import type { Call, State } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { SshHost } from "../../connection";
import { InstanceInputs } from "../../inputs";
import type { InstanceOutputs } from "../../outputs";
import { noteRestarts } from "../../lifecycle/restarts";
import { orForget } from "../gone";
import { hostOf, sightsOn } from "../hosts";
import { ownerOf } from "../owner";
import { nameIn } from "./names";
import { outputsOf } from "./outputs";

type Known = State<InstanceInputs, InstanceOutputs>;

/** Nothing when the host has no such instance, or another has its name. One that does not run is still there. */
export async function read(
    call: Call<Settings>,
    { id, state, ssh }: { readonly id: string; readonly state?: Known; readonly ssh: SshHost },
): Promise<Known | undefined> {
    const name = nameIn(id);
    const host = hostOf(call, ssh);
    const sights = await orForget(call, host, () => sightsOn(host, call.signal));
    const sight = sights.find((each) => each.name === name);
    if (sight === undefined) return undefined;
    const identity = { ...ownerOf(sight.owner), name };
    if (state && state.outputs.unit !== identity.unit) return undefined;
    const inputs = state?.inputs ?? InstanceInputs.parse(JSON.parse(sight.inputs));
    const outputs = outputsOf({ inputs, identity }, sight);
    const { restarts } = sight.service;
    noteRestarts(call, { restarts, consolePath: outputs.consolePath });
    return { id, inputs, outputs };
}
