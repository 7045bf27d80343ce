import { Agent as HttpAgent, type AgentOptions, type ClientRequest } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { proxyFor, type Place } from "./choice";
import { refusal } from "./trouble";

/** Agents for those who use Node's own `http` and `https`. */
export interface Agents {
    readonly httpAgent: HttpAgent;
    readonly httpsAgent: HttpAgent;
}

/** Agents that ask by way of the proxies that the environment names, and directly where it names none. */
export function byProxy({ httpAgent, httpsAgent }: Agents, options: AgentOptions): Agents {
    return {
        httpAgent: choosing(httpAgent, {
            ...{ isSecure: false, front: new HttpAgent(options) },
            open: (proxy) => new HttpProxyAgent(proxy, options),
        }),
        httpsAgent: choosing(httpsAgent, {
            ...{ isSecure: true, front: new HttpsAgent(options) },
            open: (proxy) => tunnels(proxy, options),
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
        // The library would look for this in the stack, where it is not when a request had to wait.
        const told = { ...options, secureEndpoint: isSecure };
        adding(agentFor({ isSecure, host, port })).addRequest(request, told);
    };
    const destroy = (): void => {
        for (const agent of [direct, ...proxies.values()]) agent.destroy();
    };
    return Object.assign(front, { addRequest, destroy });
}

function tunnels(proxy: URL, options: AgentOptions): HttpAgent {
    const { signal, abort } = ending();
    const agent = new HttpsProxyAgent(proxy, { ...options, signal });
    const [connect, destroy] = [agent.connect.bind(agent), agent.destroy.bind(agent)];
    // Else its answer would be taken for the service's.
    agent.on("proxyConnect", ({ statusCode, statusText }: ProxyAnswer, request: ClientRequest) => {
        if (statusCode !== 200) request.destroy(refusal(proxy, statusCode, statusText));
    });
    return Object.assign(agent, {
        connect: (...asked: Parameters<typeof connect>) =>
            connect(...asked).catch((error: unknown) => {
                const { message } = error as Error;
                throw new Error(`the proxy ${proxy.host} cannot be reached: ${message}`, { cause: error });
            }),
        destroy: () => {
            destroy();
            // It knows nothing of a tunnel that its proxy has not opened yet.
            abort();
        },
    });
}

function ending(): { readonly signal: AbortSignal; readonly abort: () => void } {
    const controller = new AbortController();
    return {
        signal: controller.signal,
        abort: () => {
            controller.abort();
        },
    };
}

interface ProxyAnswer {
    readonly statusCode: number;
    readonly statusText: string;
}
