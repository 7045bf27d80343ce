import { Agent, fetch, Pool, type Dispatcher, ProxyAgent, type RequestInit as Init } from "undici";
import { placeOf, proxyFor } from "./choice";
import type { Fetch } from "./fetch";
import { notReached, refusal } from "./trouble";

/** Chooses for each place, since an answer may lead to another one. */
export function openProxies(): Fetch {
    const dispatcher = new Agent({
        factory: (origin, options) => {
            const proxy = proxyFor(placeOf(new URL(origin)), process.env);
            return proxy === undefined ? new Pool(origin, options) : agentFor(proxy);
        },
    });
    return async (url, init) => await fetch(url, { ...(init as Init), dispatcher });
}

function agentFor(proxy: URL): ProxyAgent {
    const { username, password } = proxy;
    const pair = [username, password].map(decodeURIComponent).join(":");
    return new ProxyAgent({
        uri: proxy.href,
        // By itself it sends nothing where either is empty.
        ...(pair === ":" ? {} : { token: `Basic ${Buffer.from(pair).toString("base64")}` }),
        // Proxies let plain HTTP through as it is, and tunnels to the ports of HTTPS alone.
        proxyTunnel: false,
        clientFactory: (origin, options) => heeding(proxy, new Pool(origin, options)),
    });
}

/** The library takes a proxy's refusal for an aborted request, which tells nobody what the proxy said. */
function heeding(proxy: URL, pool: Pool): Pool {
    const connect = pool.connect.bind(pool);
    const tunnel = async (options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
        const opened = await connect(options).catch(notReached(proxy));
        if (opened.statusCode === 200) return opened;
        opened.socket.on("error", () => undefined).destroy();
        throw refusal(proxy, opened.statusCode);
    };
    return Object.assign(pool, { connect: tunnel });
}
