import type { Failure } from "../../protocol/errors";
import type { Unknowns } from "../../protocol/resource";
import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";

type Inputs = Partial<InstanceInputs>;

/** What Linux can do and FreeBSD and OpenBSD cannot, or not yet. */
export function checkBsd({ name, system }: Hypervisor, inputs: Inputs, unknowns: Unknowns): Failure[] {
    if (system === undefined) return [];
    return [
        ...(unknowns.has("networks") ? [] : checkPorts(name, system, inputs)),
        ...checkReplacement(system, inputs),
        ...(unknowns.has("probe") ? [] : checkProbe(system, inputs)),
    ];
}

function checkPorts(name: string, system: string, { networks = {} }: Inputs): Failure[] {
    return Object.entries(networks)
        .filter(([, { ports = {} }]) => Object.keys(ports).length > 0)
        .map(([device]) => ({
            property: `networks.${device}.ports`,
            reason:
                `${name} publishes none: nft is Linux's. Give the unikernel an address that others reach, or lead ports to it by ` +
                `\`rdr\` in ${system}'s pf.conf`,
        }));
}

function checkReplacement(system: string, { replacement }: Inputs): Failure[] {
    if (replacement !== "l2" && replacement !== "dnat") return [];
    const reason = `${system} hands nothing over from one instance to the next: leave it out, or give \`stop-first\``;
    return [{ property: "replacement", reason }];
}

function checkProbe(system: string, { probe }: Inputs): Failure[] {
    if (probe?.console === undefined) return [];
    const reason = `${system}'s grep knows no such patterns: probe by \`tcp\` or \`http\``;
    return [{ property: "probe.console", reason }];
}
