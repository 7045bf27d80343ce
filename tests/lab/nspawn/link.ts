import { randomInt } from "node:crypto";
import { tool } from "./tool";

interface Link {
    readonly ifname: string;
    readonly ifalias?: string;
    readonly addr_info?: readonly { readonly local?: string }[];
}

const networks = 254;

/**
 * Connects a lab with this machine by a pair of virtual network cards, and answers with the number of their network, which
 * nothing else here has. The name of the link is what only one lab can have: the kernel sees to that.
 */
export async function connect(lab: string, leader: number): Promise<number> {
    const taken = await addressesHere();
    const first = randomInt(networks);
    for (let step = 0; step < networks; step += 1) {
        const network = 1 + ((first + step) % networks);
        if (taken.some((address) => address.startsWith(`10.213.${network}.`))) continue;
        if (await connectAs(network, lab, leader)) return network;
    }
    throw new Error(
        "There are too many labs on this machine, or links named `uklab…` of something else: see `ip link`.",
    );
}

/** False when something else has that network. */
export async function connectAs(network: number, lab: string, leader: number): Promise<boolean> {
    const name = `uklab${network}`;
    // The other end begins its life in the lab, so that the pair ends with the lab, whatever happens.
    const peer = ["peer", "name", "host0", "address", macOf(network), "netns", String(leader)];
    if (!(await added(["ip", "link", "add", name, "type", "veth", ...peer]))) return false;
    await tool(["ip", "link", "set", name, "alias", lab, "up"]);
    await tool(["ip", "address", "add", `10.213.${network}.1/30`, "dev", name]);
    const inside = ["nsenter", "--net", "--target", String(leader), "ip"] as const;
    await tool([...inside, "address", "add", `${addressOf(network)}/30`, "dev", "host0"]);
    await tool([...inside, "link", "set", "host0", "up"]);
    return true;
}

/** The lab's own. */
export const addressOf = (network: number): string => `10.213.${network}.2`;

/** The same after each boot, as a host's is. */
const macOf = (network: number): string => `02:00:0a:d5:${network.toString(16).padStart(2, "0")}:02`;

export async function disconnect(lab: string): Promise<void> {
    const links = JSON.parse(await tool(["ip", "-json", "link"])) as Link[];
    for (const { ifname, ifalias } of links) {
        // It goes by itself when the lab has ended.
        if (ifalias === lab) await tool(["ip", "link", "delete", ifname]).catch(() => undefined);
    }
}

async function addressesHere(): Promise<string[]> {
    const links = JSON.parse(await tool(["ip", "-json", "-4", "address"])) as Link[];
    return links.flatMap(({ addr_info = [] }) => addr_info.flatMap(({ local = [] }) => local));
}

async function added(argv: readonly [string, ...string[]]): Promise<boolean> {
    try {
        await tool(argv);
        return true;
    } catch (error) {
        if (String(error).includes("File exists")) return false;
        throw error;
    }
}
