import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import { exitOf, type InstanceCondition } from "../condition";
import { conditionOf, type Condition } from "../local/condition";
import type { InstanceFolder } from "../local/folder";
import { readReport } from "../local/report";
import { addressesOf, requireHypervisor, tapDevices, type Identity } from "../machine";
import type { InstanceOutputs } from "../outputs";

export interface Instance {
    readonly inputs: InstanceInputs;
    readonly identity: Identity;
}

/** The outputs of an instance as it is now. */
export async function outputsOf(
    folder: InstanceFolder,
    { inputs, identity }: Instance,
    condition?: Condition,
): Promise<InstanceOutputs> {
    const taps = tapDevices(inputs, identity).map(({ name, tap }) => [name, tap] as const);
    return {
        ...(await readReport(folder)),
        ...stateOutputs(condition ?? (await conditionOf(folder)), requireHypervisor(inputs)),
        addresses: addressesOf(inputs),
        taps: Object.fromEntries(taps),
        consolePath: folder.console,
        unit: identity.unit,
    };
}

/** Pure. */
export function stateOutputs(
    condition: InstanceCondition,
    hypervisor: Hypervisor,
): Pick<InstanceOutputs, "state" | "exitStatus" | "exitReason"> {
    const exit = exitOf(condition);
    if (exit === undefined) return { state: condition.state };
    const { status, reason } = hypervisor.explain(exit);
    return { state: condition.state, exitStatus: status, exitReason: reason };
}
