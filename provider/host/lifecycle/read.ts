import { readFile } from "node:fs/promises";
import { storeLayout } from "../../artifact/layout";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { InstanceInputs } from "../inputs";
import { exitOf } from "../condition";
import { conditionOf } from "../local/condition";
import { instanceFolder } from "../local/folder";
import { ownerOf } from "../local/owner";
import { isAllowedName } from "../name";
import type { InstanceOutputs } from "../outputs";
import { outputsOf } from "./outputs";
import { noteRestarts } from "./restarts";

type Known = State<InstanceInputs, InstanceOutputs>;

/** Nothing when there is no such instance, or another has its name. One that does not run is still there. */
export async function read(
    call: Call<Settings>,
    { id, state }: { readonly id: string; readonly state?: Known },
): Promise<Known | undefined> {
    if (!isAllowedName(id)) return undefined;
    const folder = instanceFolder(storeLayout(call.settings.store), id);
    const owner = await ownerOf(folder);
    if (owner === undefined || (state && state.outputs.unit !== owner.unit)) return undefined;
    const inputs = state?.inputs ?? parseInputs(await readFile(folder.specification, "utf8"));
    const condition = await conditionOf(folder);
    const restarts =
        condition.state === "running" ? condition.guest.restarts : (exitOf(condition)?.restarts ?? 0);
    noteRestarts(call, { restarts, consolePath: folder.console });
    const identity = { ...owner, name: id };
    return { id, inputs, outputs: await outputsOf(folder, { inputs, identity }, condition) };
}

function parseInputs(specification: string): InstanceInputs {
    return InstanceInputs.parse(JSON.parse(specification));
}
