import { Agent as HttpAgent, type AgentOptions, type ClientRequest } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { proxyFor, type Place } from "./choice";
import { notReached, refusal } from "./trouble";

/** Agents for those who use Node's own `http` and `https`. */
export interface Agents {
    readonly httpAgent: HttpAgent;
    readonly httpsAgent: HttpAgent;
}

/** Agents that ask by way of the proxies that the environment names, and directly where it names none. */
export function byProxy({ httpAgent, httpsAgent }: Agents, options: AgentOptions): Agents {
    // What waits for a connection to a proxy that then makes none would wait for ever.
    const unlimited = { ...options, maxSockets: Infinity };
    return {
        httpAgent: choosing(httpAgent, {
            isSecure: false,
            front: new HttpAgent(options),
            open: (proxy) => forwarder(proxy, unlimited),
        }),
        httpsAgent: choosing(httpsAgent, {
            isSecure: true,
            front: new HttpsAgent(options),
            open: (proxy) => tunnels(proxy, unlimited),
        }),
    };
}

interface Choice {
    readonly isSecure: boolean;
    /** What requests are given, which tells them whether connections are kept. It opens none. */
    readonly front: HttpAgent;
    readonly open: (proxy: URL) => HttpAgent;
}

/** What Node's requests call an agent by: its types have it not. */
type AddRequest = (request: ClientRequest, options: Pick<Place, "host" | "port">) => void;
const adding = (agent: HttpAgent) => agent as HttpAgent & { readonly addRequest: AddRequest };

/** Chooses for each request, before any of it is written: an agent for plain HTTP puts the whole URL into it. */
function choosing(direct: HttpAgent, { isSecure, front, open }: Choice): HttpAgent {
    const proxies = new Map<string, HttpAgent>();
    const agentFor = (place: Place): HttpAgent => {
        const proxy = proxyFor(place, process.env);
        if (proxy === undefined) return direct;
        const agent = proxies.get(proxy.href) ?? open(proxy);
        proxies.set(proxy.href, agent);
        return agent;
    };
    const addRequest: AddRequest = (request, options) => {
        const { host, port } = options;
        // The library would look for this in the stack.
        const told = { ...options, secureEndpoint: isSecure };
        adding(agentFor({ isSecure, host, port })).addRequest(request, told);
    };
    const destroy = (): void => {
        for (const agent of [direct, ...proxies.values()]) agent.destroy();
    };
    return Object.assign(front, { addRequest, destroy });
}

function forwarder(proxy: URL, options: AgentOptions): HttpAgent {
    const agent = new HttpProxyAgent(proxy, options);
    const connect = agent.connect.bind(agent);
    return Object.assign(agent, {
        connect: (...asked: Parameters<typeof connect>) => connect(...asked).catch(notReached(proxy)),
    });
}

/** How long a proxy may take to open a tunnel, in milliseconds. */
const patienceMs = 20_000;

function tunnels(proxy: URL, options: AgentOptions): HttpAgent {
    const agent = new HttpsProxyAgent(proxy, options);
    const [connect, destroy, ordinary] = [
        agent.connect.bind(agent),
        agent.destroy.bind(agent),
        agent.connectOpts,
    ];
    /** The library knows nothing of a tunnel that its proxy has not opened yet. */
    const opening = new Set<AbortController>();
    const opened = async (...[request, place]: Parameters<typeof connect>) => {
        const patience = new AbortController();
        const timer = setTimeout(() => {
            patience.abort();
        }, patienceMs);
        opening.add(patience);
        // It reads them at once.
        agent.connectOpts = { ...ordinary, signal: patience.signal };
        let refused: Error | undefined;
        request.once("proxyConnect", ({ statusCode, statusText }: ProxyAnswer) => {
            if (statusCode !== 200) refused = refusal(proxy, statusCode, statusText);
        });
        const socket = await connect(request, place)
            .catch(notReached(proxy))
            .finally(() => {
                clearTimeout(timer);
                opening.delete(patience);
            });
        if (refused === undefined) return socket;
        // The library gives a socket that has the proxy's answer, which would be taken for the service's.
        socket.destroy();
        throw refused;
    };
    return Object.assign(agent, {
        connect: opened,
        destroy: () => {
            destroy();
            for (const patience of opening) patience.abort();
        },
    });
}

interface ProxyAnswer {
    readonly statusCode: number;
    readonly statusText: string;
}
