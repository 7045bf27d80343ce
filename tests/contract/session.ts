import { startEngine, type FakeEngine } from "./engine";
import { startPlugin, type Plugin } from "./plugin";
import { talkTo, type Json } from "./provider";

/** A plugin with an engine to talk to, configured. */
export interface Session {
    readonly engine: FakeEngine;
    readonly plugin: Plugin;
    readonly provider: ReturnType<typeof talkTo>;
    close(): Promise<void>;
}

export async function startSession(
    config: Json = { region: "here" },
    env: Readonly<Record<string, string>> = {},
): Promise<Session> {
    const engine = await startEngine();
    const plugin = await startPlugin([engine.address], { env });
    const provider = talkTo(plugin.client);
    await provider.handshake();
    await provider.configure(config);
    return {
        engine,
        plugin,
        provider,
        async close() {
            await plugin.stop();
            engine.close();
        },
    };
}
