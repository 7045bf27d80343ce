import { NotReady } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { consoleTail } from "../local/console";
import type { InstanceFolder } from "../local/folder";
import { readReport, writeReport } from "../local/report";
import { requireHypervisor } from "../machine";
import type { InstanceOutputs } from "../outputs";
import { outputsOf, type Instance } from "./outputs";
import { notReadyReasons, problemOf } from "./problem";
import { awaitReady } from "./ready";
import { start } from "./start";

/** Starts an instance and waits until it is ready. */
export async function bringUp(
    call: Call<Settings>,
    folder: InstanceFolder,
    instance: Instance,
): Promise<InstanceOutputs> {
    call.progress.status(`starting ${instance.inputs.image.name}`);
    const tool = await start(call, folder, instance);
    await writeReport(folder, { hypervisorVersion: tool?.version, accelerator: tool?.accelerator });
    return waitFor(call, folder, instance);
}

/** Waits until an instance that runs is ready. Throws `NotReady`, with what its console says, when it does not become so. */
export async function waitFor(
    call: Call<Settings>,
    folder: InstanceFolder,
    instance: Instance,
): Promise<InstanceOutputs> {
    const { inputs, identity } = instance;
    if (inputs.probe) call.progress.status("waiting for its probe to pass");
    const sight = await awaitReady(folder, inputs, call.signal);
    const problem = problemOf(sight, requireHypervisor(inputs), inputs.probe);
    const bootSeconds = problem === undefined ? sight.bootSeconds : undefined;
    await writeReport(folder, { ...(await readReport(folder)), bootSeconds });
    const outputs = await outputsOf(folder, instance);
    if (problem === undefined) return outputs;
    const said = await consoleTail(folder, 20);
    throw new NotReady({ id: identity.name, outputs }, notReadyReasons(problem, said, folder.console));
}
