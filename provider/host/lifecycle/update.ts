import { isDeepStrictEqual } from "node:util";
import { storeLayout, type StoreLayout } from "../../artifact/layout";
import { UserError } from "../../protocol/errors";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import { claim } from "../local/claim";
import { replaceFile } from "../local/files";
import { instanceFolder, type InstanceFolder } from "../local/folder";
import { ownerOf, type Owner } from "../local/owner";
import { formatPolicy } from "../local/policy";
import { stop } from "../local/stop";
import { requireHypervisor } from "../machine";
import type { InstanceOutputs } from "../outputs";
import { bringUp, waitFor } from "./bring-up";
import { outputsOf } from "./outputs";
import { graceOf, policyOf } from "./policy";
import { repairOf } from "./repair";

type Known = State<InstanceInputs, InstanceOutputs>;

interface Request {
    readonly inputs: InstanceInputs;
    readonly previous: Known;
}

/** Changes what can change while it runs; starts it again when it does not run; goes on with a probe that had not passed. */
export async function update(call: Call<Settings>, request: Request): Promise<{ outputs: InstanceOutputs }> {
    const { inputs, previous } = request;
    const layout = storeLayout(call.settings.store);
    const folder = instanceFolder(layout, previous.id);
    const owner = await requireOwn(call, layout, request);
    const instance = { inputs, identity: { ...owner, name: previous.id } };
    await record(folder, inputs);

    const outputs = await outputsOf(folder, instance);
    const repair = repairOf(outputs, inputs);
    if (repair?.action === "start") {
        await stop(folder, owner.unit, graceOf(inputs));
        return { outputs: await bringUp(call, folder, instance) };
    }
    if (repair?.action === "wait" || hasOtherProbe(inputs, previous)) {
        return { outputs: await waitFor(call, folder, instance) };
    }
    return { outputs };
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

/** For the supervisor, which reads its policy when it needs it, and for an import. */
async function record(folder: InstanceFolder, inputs: InstanceInputs): Promise<void> {
    await Promise.all([
        replaceFile(folder.specification, JSON.stringify(inputs)),
        replaceFile(folder.policy, formatPolicy(policyOf(inputs, requireHypervisor(inputs)))),
    ]);
}

/** A probe that was changed is looked at anew. */
export function hasOtherProbe({ probe }: Partial<InstanceInputs>, { inputs }: Known): boolean {
    return probe !== undefined && !isDeepStrictEqual(probe, inputs.probe);
}
