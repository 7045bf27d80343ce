import { plainCidr6, prefixBits } from "../../network/cidr";
import type { NetworkInputs } from "../../network";

/** A network that is made, unlike one that is adopted. */
export interface NetworkPlan {
    readonly bridge: string;
    readonly urn: string;
    /** What tells this network from any other of its name. */
    readonly unit: string;
    readonly cidr: string;
    readonly cidr6?: string;
    readonly nat: boolean;
    readonly dhcp?: NonNullable<NetworkInputs["dhcp"]>;
}

/** Whose a network is. */
export type NetworkIdentity = Pick<NetworkPlan, "bridge" | "urn" | "unit">;

/** Pure. Check has seen to it that there is an address. */
export function planOf(inputs: NetworkInputs, identity: NetworkIdentity): NetworkPlan {
    const { cidr = "", cidr6, nat = true, dhcp } = inputs;
    return { ...identity, cidr, cidr6: cidr6 && plainCidr6(cidr6), nat, dhcp };
}

/** Two networks have an address in common where one's bits of a family begin with the other's. */
export const prefixesOf = ({ cidr, cidr6 }: Pick<NetworkPlan, "cidr" | "cidr6">): string[] => [
    `4:${prefixBits(cidr)}`,
    ...(cidr6 === undefined ? [] : [`6:${prefixBits(cidr6)}`]),
];
