import { once } from "node:events";
import { Agent, createServer, request, type IncomingMessage, type Server } from "node:http";
import { Agent as HttpsAgent, request as requestSafely } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { byProxy, type Agents } from "../../../provider/proxy/agents";
import { startFront, startProxy, type Front, type Proxy } from "../../doubles/proxy/proxy";

const ambient = { ...process.env };
let [server, front, proxy]: [Server, Front, Proxy] = [] as never;
let agents: Agents;
let connections: number;
beforeEach(async () => {
    connections = 0;
    server = createServer(({ url }, response) => response.end(url));
    server.on("connection", () => connections++);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    front = await startFront("web.test", port);
    proxy = await startProxy({ "web.test": front.port, "plain.test": port });
    Object.assign(process.env, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: "", no_proxy: "" });
    const options = { keepAlive: true, maxSockets: 2 };
    agents = byProxy({ httpAgent: new Agent(options), httpsAgent: new HttpsAgent(options) }, options);
});
afterEach(async () => {
    process.env = { ...ambient };
    agents.httpAgent.destroy();
    agents.httpsAgent.destroy();
    front.close();
    server.closeAllConnections();
    server.close();
    await proxy.close();
});

async function ask(url: string): Promise<string> {
    const ca = readFileSync(front.certificate);
    const sent = url.startsWith("https:")
        ? requestSafely(url, { agent: agents.httpsAgent, ca })
        : request(url, { agent: agents.httpAgent });
    sent.end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    let body = "";
    answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
    await once(answer, "end");
    return body;
}

async function askInTurn(url: string): Promise<void> {
    for (const path of ["/1", "/2", "/3"]) expect(await ask(url + path)).toBe(path);
}

test("blocks that follow each other go through the same tunnel", async () => {
    await askInTurn("https://web.test");
    expect(proxy.asked).toEqual(["CONNECT web.test:443"]);
});

test("many requests at once have a tunnel each, about which Node does not complain, and keep it", async () => {
    const warnings: string[] = [];
    const warned = ({ message }: Error) => warnings.push(message);
    process.on("warning", warned);
    const paths = Array.from({ length: 24 }, (_, index) => `/${index}`);
    for (let round = 0; round < 2; round++) {
        expect(await Promise.all(paths.map((path) => ask(`https://web.test${path}`)))).toEqual(paths);
    }
    process.off("warning", warned);
    expect(warnings).toEqual([]);
    expect(proxy.asked).toEqual(paths.map(() => "CONNECT web.test:443"));
});

test("requests that are refused all at once fail, each after one answer of the proxy's", async () => {
    const asks = ["/1", "/2", "/3", "/4"].map((path) => ask(`https://nowhere.test${path}`));
    for (const asked of await Promise.allSettled(asks)) {
        expect(String((asked as PromiseRejectedResult).reason)).toContain("answered 502 Bad Gateway");
    }
    expect(proxy.asked).toEqual(asks.map(() => "CONNECT nowhere.test:443"));
});

test("each request over plain HTTP has the whole URL and the proxy's password", async () => {
    await askInTurn("http://plain.test");
    expect(proxy.asked).toEqual(["1", "2", "3"].map((path) => `GET http://plain.test/${path}`));
});

test("what is asked directly keeps its connection, too", async () => {
    const { port } = server.address() as AddressInfo;
    await askInTurn(`http://127.0.0.1:${port}`);
    expect(connections).toBe(1);
    expect(proxy.asked).toEqual([]);
});

test("a proxy that does not answer is let go of with the others", async () => {
    const silent = createTcpServer();
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const accepted = once(silent, "connection");
    const failed = ask("https://web.test/").catch((error: unknown) => (error as Error).message);
    const [socket] = (await accepted) as [Socket];
    const closed = once(socket.resume(), "close");
    agents.httpsAgent.destroy();
    await closed;
    expect(await failed).toContain("cannot be reached");
    silent.close();
});

test("a proxy that is not there is named", async () => {
    process.env.HTTPS_PROXY = "http://me:secret@127.0.0.1:9";
    process.env.HTTP_PROXY = process.env.HTTPS_PROXY;
    const said = "the proxy 127.0.0.1:9 cannot be reached: connect ECONNREFUSED 127.0.0.1:9";
    await expect(ask("https://web.test/")).rejects.toThrow(said);
    await expect(ask("http://plain.test/")).rejects.toThrow(said);
});
