import { tool } from "./tool";

interface Link {
    readonly ifname: string;
    readonly ifalias?: string;
    readonly addr_info?: readonly { readonly local?: string }[];
}

/** A pair of virtual network cards, one end in the lab, between two addresses that nothing else here has. */
export interface Pair {
    /** The lab's own. */
    readonly address: string;
}

/** The link's name is what only one lab can have: this machine's kernel sees to that. */
export async function connect(lab: string, leader: number): Promise<Pair> {
    const taken = await addressesHere();
    for (let number = 1; number < 255; number += 1) {
        const network = `10.213.${number}`;
        if (taken.some((address) => address.startsWith(`${network}.`))) continue;
        const name = `uklab${number}`;
        // The other end begins its life in the lab, so that the pair ends with the lab, whatever happens.
        const peer = ["type", "veth", "peer", "name", "host0", "netns", String(leader)];
        if (!(await added(["ip", "link", "add", name, ...peer]))) continue;
        await tool(["ip", "link", "set", name, "alias", lab, "up"]);
        await tool(["ip", "address", "add", `${network}.1/30`, "dev", name]);
        await inLab(leader, ["ip", "address", "add", `${network}.2/30`, "dev", "host0"]);
        await inLab(leader, ["ip", "link", "set", "host0", "up"]);
        return { address: `${network}.2` };
    }
    throw new Error("There are too many labs on this machine, or what old ones have left: see `ip link`.");
}

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

const inLab = (leader: number, argv: readonly string[]): Promise<string> =>
    tool(["nsenter", "--net", "--target", String(leader), ...argv]);
