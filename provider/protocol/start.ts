import { fstatSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { parseArguments } from "./arguments";
import type { ProviderDefinition } from "./resource";
import type { Service } from "./server/serve";

/**
 * Runs a provider as a plugin. The engine waits for the port before it does anything else, so it gets that first, and
 * what the provider is made of is loaded while the engine connects.
 */
export function start<Settings>(load: () => Promise<ProviderDefinition<Settings>>): void {
    const { engineAddress } = parseArguments(process.argv.slice(2));
    // A connection that comes before the service is there waits, paused, and loses nothing.
    const listener = createServer({ pauseOnConnect: true });
    const service = new Promise<Service>((resolve, reject) => {
        listener.listen(0, "127.0.0.1", () => {
            process.stdout.write(`${(listener.address() as AddressInfo).port}\n`);
            serveWith(load, engineAddress).then(resolve, reject);
        });
    });
    listener.on("connection", (socket) => {
        void service.then(({ accept }) => {
            accept(socket);
        });
    });
    exitWhenTold(service);
}

async function serveWith<Settings>(
    load: () => Promise<ProviderDefinition<Settings>>,
    engineAddress: string | undefined,
): Promise<Service> {
    const [{ serve }, definition] = await Promise.all([import("./server/serve"), load()]);
    return serve(definition, engineAddress);
}

/** The engine ends a plugin with SIGINT. Were the engine killed, its end of the pipe to us would close. */
function exitWhenTold(service: Promise<Service>): void {
    const exit = () => {
        void service.then(({ stop }) => stop()).finally(() => process.exit());
    };
    process.once("SIGINT", exit);
    process.once("SIGTERM", exit);
    if (fstatSync(0).isFIFO()) process.stdin.once("end", exit).resume();
}
