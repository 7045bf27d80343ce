import { fstatSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { parseArguments } from "./arguments";
import type { Service } from "./server/serve";

/** What a plugin is made of, apart from its port. */
export interface Plugin {
    readonly open: (engineAddress: string | undefined) => Service;
}

/**
 * Starts a plugin. The engine waits for the port before it does anything else, so it gets that first, and the plugin
 * is loaded while the engine connects.
 */
export function start(load: () => Promise<Plugin>): void {
    const { engineAddress } = parseArguments(process.argv.slice(2));
    // A connection that comes before the service is there waits, paused, and loses nothing.
    const listener = createServer({ pauseOnConnect: true });
    const service = new Promise<Service>((resolve, reject) => {
        listener.listen(0, "127.0.0.1", () => {
            process.stdout.write(`${(listener.address() as AddressInfo).port}\n`);
            exitWhenTold(service);
            load().then(({ open }) => {
                resolve(open(engineAddress));
            }, reject);
        });
    });
    listener.on("connection", (socket) => {
        void service.then(({ accept }) => {
            accept(socket);
        });
    });
}

/** The engine ends a plugin with SIGINT. Were the engine killed, its end of our stdin would close. */
function exitWhenTold(service: Promise<Service>): void {
    const exit = () => {
        void service.then(({ stop }) => stop()).finally(() => process.exit());
    };
    process.once("SIGINT", exit);
    process.once("SIGTERM", exit);
    const stdin = fstatSync(0);
    if (stdin.isFIFO() || stdin.isSocket()) process.stdin.once("end", exit).resume();
}
