import type { Call, State } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { SshHost } from "../../connection";
import { releasePorts } from "../../check/ports";
import type { InstanceInputs } from "../../inputs";
import { orForget } from "../gone";
import { hostOf } from "../hosts";
import type { InstanceOutputs } from "../../outputs";
import { clearAbandoned } from "./abandoned";
import { nameIn } from "./names";
import { removeFrom } from "./removal";

export async function remove(
    call: Call<Settings>,
    { state, ssh }: { readonly state: State<InstanceInputs, InstanceOutputs>; readonly ssh: SshHost },
): Promise<void> {
    const host = hostOf(call, ssh);
    call.progress.status(`stopping it on ${host.name}`);
    const identity = { urn: call.urn, name: nameIn(state.id), unit: state.outputs.unit };
    const instance = { inputs: state.inputs, identity };
    await orForget(call, host, async () => {
        const answers = await removeFrom(host, instance, { signal: call.signal, yields: "never" });
        await clearAbandoned(call, host, { instance, answers });
    });
    releasePorts(call);
}
