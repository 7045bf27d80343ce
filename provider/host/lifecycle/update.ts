import { storeLayout, type StoreLayout } from "../../artifact/layout";
import { UserError } from "../../protocol/errors";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import { claim } from "../local/claim";
import { conditionOf } from "../local/condition";
import { replaceFile } from "../local/files";
import { instanceFolder, type InstanceFolder } from "../local/folder";
import { ownerOf, type Owner } from "../local/owner";
import { formatPolicy } from "../local/policy";
import { stop } from "../local/stop";
import type { InstanceOutputs } from "../outputs";
import { bringUp, waitFor } from "./bring-up";
import { driftOf } from "./drift";
import { lastingOutputs, stateOutputs } from "./outputs";
import { defaultGraceSeconds, policyOf } from "./policy";
import { requireHypervisor } from "./start";

interface Request {
    readonly inputs: InstanceInputs;
    readonly previous: State<InstanceInputs, InstanceOutputs>;
}

/** Changes what can change while it runs; starts it again when it does not run; goes on with a probe that had not passed. */
export async function update(call: Call<Settings>, request: Request): Promise<{ outputs: InstanceOutputs }> {
    return { outputs: await updated(call, request) };
}

async function updated(call: Call<Settings>, { inputs, previous }: Request): Promise<InstanceOutputs> {
    const layout = storeLayout(call.settings.store);
    const folder = instanceFolder(layout, previous.id);
    const owner = await requireOwn(call, layout, { inputs, previous });
    const instance = { inputs, identity: { ...owner, name: previous.id } };
    await record(folder, inputs);

    const state = stateOutputs(await conditionOf(folder), requireHypervisor(inputs));
    if (driftOf(state, inputs.restart) !== undefined) {
        await stop(folder, owner.unit, inputs.grace ?? defaultGraceSeconds);
        return bringUp(call, folder, instance);
    }
    if (needsProbe(inputs, previous)) return waitFor(call, folder, instance, previous.outputs);
    return { ...previous.outputs, ...lastingOutputs(inputs, instance.identity, folder), ...state };
}

/** The folder may have been removed by hand: then it is made again, for the same instance. */
async function requireOwn(
    call: Call<Settings>,
    layout: StoreLayout,
    { inputs, previous }: Request,
): Promise<Owner> {
    const { id, outputs } = previous;
    const own: Owner = { urn: call.urn, unit: outputs.unit };
    const found = await ownerOf(instanceFolder(layout, id));
    if (found === undefined) await claim(layout, { name: id, owner: own, inputs });
    const { unit, urn } = found ?? own;
    if (unit === own.unit) return { unit, urn };
    throw new UserError(
        `the instance "${id}" on this machine is not this one any more: it belongs to ${urn}. Run \`pulumi refresh\``,
    );
}

/** For the supervisor, which reads its policy when it needs it; for an import; and for the store. */
async function record(folder: InstanceFolder, inputs: InstanceInputs): Promise<void> {
    await Promise.all([
        replaceFile(folder.specification, JSON.stringify(inputs)),
        replaceFile(folder.policy, formatPolicy(policyOf(inputs, requireHypervisor(inputs)))),
    ]);
}

/** A probe that was changed is looked at anew. */
export function needsProbe(
    { probe }: Partial<InstanceInputs>,
    { inputs, outputs }: Request["previous"],
): boolean {
    if (probe === undefined) return false;
    return outputs.bootSeconds === undefined || JSON.stringify(probe) !== JSON.stringify(inputs.probe);
}
