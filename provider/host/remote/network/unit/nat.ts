import { tapTag } from "../../../network/taps";
import { networkPlace } from "../place";
import type { NetworkPlan } from "../plan";

type Nat = Pick<NetworkPlan, "bridge" | "unit" | "cidr" | "cidr6" | "nat">;

/**
 * What makes its nft table, on one line for nft. Empty where there is to be none. It is created, not added: that fails where
 * there is one of its name. nft 1.0.6 wants a `;` before a brace.
 */
export function natCommands({ bridge, unit, cidr, cidr6, nat }: Nat): string {
    if (!nat) return "";
    const table = `inet ${networkPlace(bridge).table}`;
    const rules = (family: string, cidr: string): string[] => [
        `add rule ${table} postrouting ${family} saddr ${cidr} oifname != "${bridge}" masquerade`,
        // From one guest to another by a published port: the answer has to come back by way of the host.
        `add rule ${table} postrouting ${family} saddr ${cidr} oifname "${bridge}" ct status dnat masquerade`,
    ];
    return [
        `create table ${table} { comment "${tapTag(unit)}"; }`,
        `add chain ${table} postrouting { type nat hook postrouting priority 100; policy accept; }`,
        ...rules("ip", cidr),
        ...(cidr6 === undefined ? [] : rules("ip6", cidr6)),
    ].join("; ");
}
