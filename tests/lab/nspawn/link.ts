import { addressOf, firstNetwork, hereOf, linkOf, linksHere } from "../network-numbers";
import { tool } from "../tool";

/**
 * Connects a lab with this machine by a pair of virtual network cards, and answers with the number of their network, which
 * nothing else here has.
 */
export const connect = (lab: string, leader: number): Promise<number> =>
    firstNetwork((network) => connectAs(network, lab, leader));

/** False when something else has that network. */
export async function connectAs(network: number, lab: string, leader: number): Promise<boolean> {
    const name = linkOf(network);
    // The other end begins its life in the lab, so that the pair ends with the lab, whatever happens.
    const peer = ["peer", "name", "host0", "address", macOf(network), "netns", String(leader)];
    if (!(await added(["ip", "link", "add", name, "type", "veth", ...peer]))) return false;
    await tool(["ip", "link", "set", name, "alias", lab, "up"]);
    await tool(["ip", "address", "add", hereOf(network), "dev", name]);
    const inside = ["nsenter", "--net", "--target", String(leader), "ip"] as const;
    await tool([...inside, "address", "add", `${addressOf(network)}/30`, "dev", "host0"]);
    await tool([...inside, "link", "set", "host0", "up"]);
    return true;
}

/** The same after each boot, as a host's is. */
const macOf = (network: number): string => `02:00:0a:d5:${network.toString(16).padStart(2, "0")}:02`;

export async function disconnect(lab: string): Promise<void> {
    for (const { ifname, ifalias } of await linksHere()) {
        // It goes by itself when the lab has ended.
        if (ifalias === lab) await tool(["ip", "link", "delete", ifname]).catch(() => undefined);
    }
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
