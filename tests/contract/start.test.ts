import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { startPlugin, type Plugin } from "./plugin";
import { talkTo } from "./provider";

let plugin: Plugin;
afterEach(() => plugin.stop());

test("a plugin whose engine is gone leaves", async () => {
    plugin = await startPlugin([], { stdin: "pipe" });
    plugin.process.stdin?.end();
    await expect(once(plugin.process, "exit")).resolves.toEqual([0, null]);
});

test("a connection that comes to nothing does not disturb the others", async () => {
    plugin = await startPlugin();
    const stray = connect(plugin.port, "127.0.0.1");
    stray.resume().end("GET / HTTP/1.1\r\n\r\n");
    await once(stray, "close");
    await expect(talkTo(plugin.client).handshake()).resolves.toBeDefined();
});

test("a property may hold a file of many megabytes", async () => {
    plugin = await startPlugin();
    const provider = talkTo(plugin.client);
    await provider.configure({ region: "here" });
    const place = "x".repeat(20 << 20);
    await expect(provider.check({ label: "box", place })).resolves.toMatchObject({ inputs: { place } });
});
