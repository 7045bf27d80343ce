import { isIPv4 } from "node:net";
import { addressIn } from "../../network/cidr";
import { allOf, firstOf, type Answer } from "../answers";
import { ownerOf } from "../owner";
import { networkPlace } from "./place";

/** What a look at a host has shown of a network of ours, or of a bridge. */
export interface NetworkSight {
    /** Nothing where it is none of ours. */
    readonly owner?: { readonly unit: string; readonly urn: string };
    readonly isBridge: boolean;
    /** As they were recorded, for an import. */
    readonly inputs: string;
    readonly cidr?: string;
    readonly cidr6?: string;
    /** What is not as it was made, in words, each a line or a diff. */
    readonly altered: readonly string[];
}

/** Pure. */
export function networkSight(bridge: string, answers: readonly Answer[]): NetworkSight {
    const owner = firstOf(answers, "network");
    const addresses = allOf(answers, "address");
    return {
        ...(owner === undefined ? {} : { owner: ownerOf(owner) }),
        isBridge: firstOf(answers, "bridge") !== undefined,
        inputs: firstOf(answers, "inputs") ?? "",
        cidr: addresses.find((address) => isIPv4(addressIn(address))),
        cidr6: addresses.find((address) => !isIPv4(addressIn(address))),
        altered: [
            ...differences(bridge, answers),
            ...allOf(answers, "altered").map((word) => alteration(bridge, word)),
        ],
    };
}

function differences(bridge: string, answers: readonly Answer[]): string[] {
    const texts = [
        ["unit", "its unit file is not as it was written:"],
        ["service", "its service script is not as it was written:"],
        ["table", `the nft table inet ${networkPlace(bridge).table} is not as it was made:`],
        ["dhcp", "the unit file of its DHCP server is not as it was written:"],
    ] as const;
    return texts.flatMap(([word, title]) => {
        const lines = allOf(answers, word);
        return lines.length === 0 ? [] : [[title, ...lines].join("\n")];
    });
}

/** On OpenBSD a bridge has a port for the host besides. */
const linkText = (bridge: string, link: string): string =>
    link === "" || link === bridge
        ? `the bridge ${bridge}`
        : `the host's port ${link} of the bridge ${bridge}`;

function alteration(bridge: string, text: string): string {
    const [word = "", detail = ""] = text.split(" ");
    switch (word) {
        case "records":
            return `its records in ${networkPlace(bridge).folder} are gone`;
        case "unit":
            return "its unit file is gone";
        case "disabled":
            return "it would not be made when the host boots";
        case "inactive":
            return "its service does not run";
        case "service":
            return "its service script is gone";
        case "gone":
            return `${linkText(bridge, detail)} is gone`;
        case "replaced":
            return `${linkText(bridge, detail)} is not the one that was made`;
        case "down":
            return `${linkText(bridge, detail)} is down`;
        case "anchor":
            return `the rules of its NAT, in pf's anchor unikernel/nat-${bridge}, are not as they were made`;
        case "address":
            return `the bridge ${bridge} does not have the address ${detail}`;
        case "table":
            return `the nft table inet ${networkPlace(bridge).table} is gone`;
        case "forwarding":
            return `the host does not forward: ${detail.replaceAll("/", ".")} is not 1`;
        case "dhcp":
            return "its DHCP server does not run";
        default:
            return text;
    }
}
