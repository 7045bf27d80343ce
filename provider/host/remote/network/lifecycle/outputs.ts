import { addressIn } from "../../../network/cidr";
import type { NetworkInputs, NetworkOutputs } from "../../../network";
import type { NetworkIdentity } from "../plan";
import type { NetworkSight } from "../sight";

/** Pure. An adopted one's addresses are what they are, another's are what they were asked to be. */
export function networkOutputs(
    inputs: NetworkInputs,
    { bridge, unit }: Pick<NetworkIdentity, "bridge" | "unit">,
    sight: NetworkSight,
): NetworkOutputs {
    const { altered, owner } = sight;
    return {
        ...{ bridge, unit },
        ...(owner === undefined || inputs.adopt ? {} : { owner: owner.urn }),
        ...addressOutputs(inputs.adopt ? sight : inputs),
        ...(altered.length > 0 ? { altered: altered.join("\n") } : {}),
    };
}

type Addresses = Pick<NetworkOutputs, "cidr" | "gateway" | "gateway6">;

export function addressOutputs({ cidr, cidr6 }: Pick<NetworkInputs, "cidr" | "cidr6">): Addresses {
    return { cidr, gateway: cidr && addressIn(cidr), gateway6: cidr6 && addressIn(cidr6) };
}
