import { stateOutputs, type Instance } from "../../lifecycle/outputs";
import { addressesOf, requireHypervisor, tapDevices } from "../../machine";
import type { InstanceOutputs } from "../../outputs";
import { withAddresses } from "../addresses";
import { managerNamed } from "../managers/list";
import { ownerIn } from "../owner";
import { conditionOf, type Sight } from "../sight";

/** What was learned at the start of an instance, and is kept beside it. */
export type Report = Pick<InstanceOutputs, "accelerator">;

/** Pure. */
export function outputsOf(
    { inputs: given, identity }: Instance,
    sight: Sight,
    verdict?: number,
): InstanceOutputs {
    const inputs = withAddresses(given, sight.addresses);
    const manager = managerNamed(sight.manager);
    const devices = manager.namesDevices ? [] : tapDevices(inputs, identity);
    const taps = devices.map(({ name, tap }) => [name, tap] as const);
    return {
        ...parseReport(sight.report),
        hypervisorVersion: sight.version,
        ...stateOutputs(conditionOf(sight.service, verdict), requireHypervisor(inputs)),
        addresses: addressesOf(inputs),
        taps: Object.fromEntries(taps),
        consolePath: manager.consoleCommand(identity.name),
        unit: identity.unit,
        owner: ownerIn(sight.owner),
        bootSeconds: sight.bootSeconds,
        ...(sight.altered.length > 0 ? { altered: sight.altered.join("\n") } : {}),
    };
}

function parseReport(text: string): Report {
    try {
        return JSON.parse(text) as Report;
    } catch {
        return {};
    }
}
