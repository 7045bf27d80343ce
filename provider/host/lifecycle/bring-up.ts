import { NotReady } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import { consoleTail } from "../local/console";
import type { InstanceFolder } from "../local/folder";
import type { Identity } from "../machine";
import type { InstanceOutputs } from "../outputs";
import { lastingOutputs, stateOutputs, toolOutputs } from "./outputs";
import { notReadyReasons, problemOf } from "./problem";
import { awaitReady } from "./ready";
import { requireHypervisor, start } from "./start";

interface Instance {
    readonly inputs: InstanceInputs;
    readonly identity: Identity;
}

/** Starts an instance and waits until it is ready. */
export async function bringUp(
    call: Call<Settings>,
    folder: InstanceFolder,
    instance: Instance,
): Promise<InstanceOutputs> {
    call.progress.status(`starting ${instance.inputs.image.name}`);
    const { tool } = await start(call, folder, instance);
    return waitFor(call, folder, instance, toolOutputs(tool));
}

/** Waits until an instance that runs is ready. Throws `NotReady`, with what its console says, when it does not become so. */
export async function waitFor(
    call: Call<Settings>,
    folder: InstanceFolder,
    { inputs, identity }: Instance,
    known: Pick<InstanceOutputs, "hypervisorVersion" | "accelerator">,
): Promise<InstanceOutputs> {
    if (inputs.probe) call.progress.status("waiting for its probe to pass");
    const hypervisor = requireHypervisor(inputs);
    const sight = await awaitReady(folder, inputs, call.signal);
    const problem = problemOf(sight, hypervisor, inputs.probe);
    const outputs = {
        ...known,
        ...lastingOutputs(inputs, identity, folder),
        ...stateOutputs(sight.condition, hypervisor),
        bootSeconds: problem === undefined ? sight.bootSeconds : undefined,
    };
    if (problem === undefined) return outputs;
    const said = await consoleTail(folder, 20);
    throw new NotReady({ id: identity.name, outputs }, notReadyReasons(problem, said, folder.console));
}
