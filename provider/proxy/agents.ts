import { Agent } from "agent-base";
import type { AgentOptions, Agent as HttpAgent, ClientRequest } from "node:http";
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
export function byProxy(direct: Agents, options: AgentOptions): Agents {
    const [httpAgent, httpsAgent] = [
        new Choosing(direct.httpAgent, options),
        new Choosing(direct.httpsAgent, options),
    ];
    return { httpAgent, httpsAgent };
}

class Choosing extends Agent {
    private readonly proxies = new Map<string, Agent>();

    constructor(
        private readonly direct: HttpAgent,
        private readonly kept: AgentOptions,
    ) {
        super();
    }

    connect(_: ClientRequest, { host, port, secureEndpoint }: Parameters<Agent["connect"]>[1]): HttpAgent {
        const place: Place = { isSecure: secureEndpoint, host: host ?? "localhost", port };
        const proxy = proxyFor(place, process.env);
        if (proxy === undefined) return this.direct;
        const known = this.proxies.get(proxy.href) ?? agentOf(proxy, place, this.kept);
        this.proxies.set(proxy.href, known);
        return known;
    }

    override destroy(): void {
        for (const agent of [this.direct, ...this.proxies.values()]) agent.destroy();
    }
}

/** Proxies let plain HTTP through as it is, and tunnels to the ports of HTTPS alone. */
function agentOf(proxy: URL, { isSecure }: Place, options: AgentOptions): Agent {
    if (!isSecure) return new HttpProxyAgent(proxy, options);
    const agent = new HttpsProxyAgent(proxy, options);
    // Else its answer would be taken for the service's.
    agent.on("proxyConnect", ({ statusCode, statusText }: ProxyAnswer, request: ClientRequest) => {
        if (statusCode !== 200) request.destroy(refusal(proxy, statusCode, statusText));
    });
    return agent;
}

interface ProxyAnswer {
    readonly statusCode: number;
    readonly statusText: string;
}
