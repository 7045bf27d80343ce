import { Agent as HttpAgent, type AgentOptions } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import type { Agents } from "../../proxy/agents";
import type { Packages } from "./load";

/** A client's connections to its service, by either protocol. */
export interface Connections extends Agents {
    /** Opens so many more along with the next one, for the requests that come when that has been answered. */
    readonly ahead: (count: number) => void;
}

/** By way of the proxies that the environment names. No connections are opened ahead through those. */
export function openConnections(options: AgentOptions, { byProxy }: Pick<Packages, "byProxy">): Connections {
    const direct = { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
    const agents = [opensAhead(direct.httpAgent), opensAhead(direct.httpsAgent)];
    return {
        ...(byProxy?.(direct, options) ?? direct),
        ahead: (count) => {
            for (const { ahead } of agents) ahead(count);
        },
    };
}

/** All connections of an agent go to the same place: any that is open serves the next request. */
function opensAhead(agent: HttpAgent): { readonly ahead: (count: number) => void } {
    const spare: Duplex[] = [];
    let wanted = 0;
    const open = agent.createConnection.bind(agent);
    const destroy = agent.destroy.bind(agent);
    agent.createConnection = (to, opened) => {
        const ready = nextOf(spare);
        if (ready !== undefined) return ready;
        const own = open(to, opened);
        // After what is sent over its own.
        own?.once("connect", () =>
            setImmediate(() => {
                for (; wanted > 0; wanted--) spare.push(...withoutTrouble(open(to)));
            }),
        );
        return own;
    };
    agent.destroy = () => {
        wanted = 0;
        for (const socket of spare) socket.destroy();
        destroy();
    };
    return {
        ahead: (count) => {
            wanted = count;
        },
    };
}

/** Whoever uses it hears of its errors. One that is never used may fail. */
function withoutTrouble(socket: Duplex | null | undefined): Duplex[] {
    return socket ? [socket.on("error", () => undefined)] : [];
}

/** The service may have closed it meanwhile. */
function nextOf(spare: Duplex[]): Duplex | undefined {
    const socket = spare.shift();
    return socket?.destroyed === true ? nextOf(spare) : socket;
}
