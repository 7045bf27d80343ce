import type { Call, State } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { VolumeInputs, VolumeOutputs } from "../../../volume";
import { orForget } from "../../gone";
import { volumeHost, type VolumeHost } from "../hosts";
import { volumeAnswers } from "../refusals";
import { removeScript, type RemoveRequest } from "../scripts/remove";
import { nameIn } from "../../lifecycle/names";

export async function remove(
    call: Call<Settings>,
    { id, inputs, outputs }: State<VolumeInputs, VolumeOutputs>,
): Promise<void> {
    const host = volumeHost(call, inputs.host);
    const { unit, path } = outputs;
    const name = nameIn(id);
    call.progress.status(`removing the volume ${name} from ${host.name}`);
    await orForget(call, host, () => removeFrom(host, { name, unit, path }, call.signal));
}

/** Whatever has its name but another's mark stays. */
export async function removeFrom(
    host: VolumeHost,
    request: RemoveRequest,
    signal: AbortSignal,
): Promise<void> {
    const output = await host.connection.run(removeScript(host, request), { signal });
    volumeAnswers(host, request.name, output);
}
