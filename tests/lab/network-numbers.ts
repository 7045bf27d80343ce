import { randomInt } from "node:crypto";
import { tool } from "./tool";

/* The network of two addresses that a lab has with this machine goes by a number: 10.213.NUMBER.0/30. */

interface Link {
    readonly ifname: string;
    readonly ifalias?: string;
    readonly addr_info?: readonly { readonly local?: string }[];
}

const networks = 254;

/**
 * Answers with the number of the first network that `take` could take. The name of the link is what only one lab can have:
 * the kernel sees to that.
 */
export async function firstNetwork(take: (network: number) => Promise<boolean>): Promise<number> {
    const taken = (await linksHere()).flatMap(({ addr_info = [] }) =>
        addr_info.flatMap(({ local = [] }) => local),
    );
    const first = randomInt(networks);
    for (let step = 0; step < networks; step += 1) {
        const network = 1 + ((first + step) % networks);
        if (taken.some((address) => address.startsWith(`10.213.${network}.`))) continue;
        if (await take(network)) return network;
    }
    throw new Error(
        "There are too many labs on this machine, or links named `uklab…` of something else: see `ip link`.",
    );
}

/** This machine's end. */
export const linkOf = (network: number): string => `uklab${network}`;
export const hereOf = (network: number): string => `10.213.${network}.1/30`;

/** The lab's own. */
export const addressOf = (network: number): string => `10.213.${network}.2`;

export const linksHere = async (): Promise<Link[]> =>
    JSON.parse(await tool(["ip", "-json", "address"])) as Link[];
