import type { NetworkPlan } from "../../../../../provider/host/remote/network/plan";

export const urn = "urn:pulumi:dev::shop::unikernel:host:Network::net";

/** A network as it is made when the program says no more than it has to. */
export function planFor(more: Partial<NetworkPlan> = {}): NetworkPlan {
    return { bridge: "br1", urn, unit: "0011223344556677", cidr: "10.42.0.1/24", nat: true, ...more };
}
