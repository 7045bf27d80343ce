import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { fetchByProxy } from "../../../provider/proxy/fetch";
import { lastingTrouble } from "../../../provider/proxy/trouble";
import { startProxy, type Proxy } from "../../doubles/proxy/proxy";

const ambient = { ...process.env };
let server: Server;
let port: number;
let proxy: Proxy;
beforeAll(async () => {
    server = createServer(({ url }, response) => {
        const moved = url === "/moved" ? { location: `http://127.0.0.1:${port}/image` } : {};
        response.writeHead(url === "/moved" ? 302 : 200, moved).end(`${url ?? ""} it is`);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
    proxy = await startProxy({ "web.test": port });
    Object.assign(process.env, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: "", no_proxy: "" });
});
afterAll(async () => {
    process.env = { ...ambient };
    server.closeAllConnections();
    server.close();
    await proxy.close();
});

beforeEach(() => {
    proxy.asked.length = 0;
});

const textOf = async (url: string): Promise<string> => (await fetchByProxy(url)).text();

test("a file is fetched by way of the proxy, over plain HTTP too", async () => {
    expect(await textOf("http://web.test/image")).toBe("/image it is");
    expect(proxy.asked).toEqual(["GET http://web.test/image"]);
});

test("where an answer leads to a place of its own, that place's way is taken", async () => {
    expect(await textOf("http://web.test/moved")).toBe("/image it is");
    expect(proxy.asked).toEqual(["GET http://web.test/moved"]);
});

const failureOf = (url: string): Promise<unknown> =>
    fetchByProxy(url).then(
        () => undefined,
        (error: unknown) => error,
    );

test("a tunnel that the proxy cannot make for now may be asked for again; one that it refuses may not", async () => {
    const [{ host }, failed] = [new URL(proxy.url), { what: "it failed", property: "url" }];
    const passing = await failureOf("https://nowhere.test/");
    expect(passing).toMatchObject({ cause: { message: `the proxy ${host} answered 502` } });
    expect(lastingTrouble(passing, failed)).toBeUndefined();
    expect(lastingTrouble(await failureOf("https://web.test:8443/"), failed)).toMatchObject({
        message: `it failed: the proxy ${host} answered 403. Check HTTPS_PROXY, and what the proxy allows.`,
        property: "url",
    });
});
