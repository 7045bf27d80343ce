import type { Call, State } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { SshHost } from "../../connection";
import { releasePorts } from "../../check/ports";
import type { InstanceInputs } from "../../inputs";
import { orForget } from "../gone";
import { hasChanged, hostOf, type RemoteHost } from "../hosts";
import type { Instance } from "../../lifecycle/outputs";
import type { InstanceOutputs } from "../../outputs";
import { requireHypervisor } from "../../machine";
import { tapTag } from "../../network/taps";
import { managersFor } from "../managers/list";
import { ownerMark } from "../owner";
import { imagePath } from "../place";
import { answersOf } from "../refusals";
import { drainOf } from "../../lifecycle/policy";
import { removeScript, type Yielding } from "../scripts/remove";
import { nameIn } from "./names";

export async function remove(
    call: Call<Settings>,
    { state, ssh }: { readonly state: State<InstanceInputs, InstanceOutputs>; readonly ssh: SshHost },
): Promise<void> {
    const host = hostOf(call, ssh);
    call.progress.status(`stopping it on ${host.name}`);
    const identity = { urn: call.urn, name: nameIn(state.id), unit: state.outputs.unit };
    const instance = { inputs: state.inputs, identity };
    await orForget(call, host, () => removeFrom(host, instance, { signal: call.signal, yields: "never" }));
    releasePorts(call);
}

interface Removal {
    readonly signal: AbortSignal;
    readonly yields: Yielding;
}

/** Whatever has its name but another's mark stays. */
export async function removeFrom(
    host: RemoteHost,
    { inputs, identity }: Instance,
    { signal, yields }: Removal,
): Promise<void> {
    const script = removeScript({
        ...{ name: identity.name, managers: managersFor(requireHypervisor(inputs)) },
        ...{ mark: ownerMark(identity), tapTag: tapTag(identity.unit) },
        ...{ image: imagePath(inputs.image.digest), drainSeconds: drainOf(inputs), yields },
    });
    const output = await host.connection.run(script, { signal }).finally(() => {
        hasChanged(host);
    });
    answersOf(host, output);
}
