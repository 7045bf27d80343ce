import { storeLayout } from "../../artifact/layout";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { releasePorts } from "../check/ports";
import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";
import { graceOf } from "./policy";
import { tearDown } from "./tear-down";

export async function remove(
    call: Call<Settings>,
    { state }: { readonly state: State<InstanceInputs, InstanceOutputs> },
): Promise<void> {
    const { id, inputs, outputs } = state;
    call.progress.status("stopping");
    await tearDown(storeLayout(call.settings.store), { name: id, unit: outputs.unit }, graceOf(inputs));
    releasePorts(call);
}
