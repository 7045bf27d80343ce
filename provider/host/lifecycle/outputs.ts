import type { Hypervisor, Tool } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import type { Condition } from "../local/condition";
import type { InstanceFolder } from "../local/folder";
import { addressesOf, networkDevices, type Identity } from "../machine";
import type { InstanceOutputs } from "../outputs";
import { exitOf } from "./problem";

type Lasting = Pick<InstanceOutputs, "addresses" | "taps" | "consolePath" | "unit">;

/** What stays the same for as long as the instance is there. */
export function lastingOutputs(inputs: InstanceInputs, identity: Identity, folder: InstanceFolder): Lasting {
    const taps = networkDevices(inputs, identity).flatMap((device) =>
        device.kind === "tap" ? [[device.name, device.tap] as const] : [],
    );
    return {
        addresses: addressesOf(inputs),
        taps: Object.fromEntries(taps),
        consolePath: folder.console,
        unit: identity.unit,
    };
}

export function stateOutputs(
    condition: Condition,
    hypervisor: Hypervisor,
): Pick<InstanceOutputs, "state" | "exitStatus" | "exitReason"> {
    const exit = exitOf(condition);
    if (exit === undefined) return { state: condition.state };
    const { status, reason } = hypervisor.explain(exit);
    return { state: condition.state, exitStatus: status, exitReason: reason };
}

export function toolOutputs(
    tool: Tool | undefined,
): Pick<InstanceOutputs, "hypervisorVersion" | "accelerator"> {
    return { hypervisorVersion: tool?.version, accelerator: tool?.accelerator };
}
