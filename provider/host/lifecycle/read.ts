import { readFile } from "node:fs/promises";
import { storeLayout } from "../../artifact/layout";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { InstanceInputs } from "../inputs";
import { conditionOf } from "../local/condition";
import { instanceFolder } from "../local/folder";
import { ownerOf } from "../local/owner";
import type { InstanceOutputs } from "../outputs";
import { lastingOutputs, stateOutputs } from "./outputs";
import { requireHypervisor } from "./start";

type Instance = State<InstanceInputs, InstanceOutputs>;

/** Nothing when there is no such instance, or another has its name. One that does not run is still there. */
export async function read(
    call: Call<Settings>,
    { id, state }: { readonly id: string; readonly state?: Instance },
): Promise<Instance | undefined> {
    const folder = instanceFolder(storeLayout(call.settings.store), id);
    const owner = await ownerOf(folder);
    if (owner === undefined || (state && state.outputs.unit !== owner.unit)) return undefined;
    const inputs =
        state?.inputs ?? InstanceInputs.parse(JSON.parse(await readFile(folder.specification, "utf8")));
    const condition = await conditionOf(folder);
    const outputs = {
        ...(state && { bootSeconds: state.outputs.bootSeconds }),
        ...(state && {
            hypervisorVersion: state.outputs.hypervisorVersion,
            accelerator: state.outputs.accelerator,
        }),
        ...lastingOutputs(inputs, { ...owner, name: id }, folder),
        ...stateOutputs(condition, requireHypervisor(inputs)),
    };
    return { id, inputs, outputs };
}
