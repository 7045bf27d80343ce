import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { Failure } from "../setup/failure.mjs";

const defaultPort = 8080;

/**
 * Takes `--port`, and says at once when nothing of ours holds the port, but something else does.
 *
 * @param {import("./stack.mjs").Stack} stack
 * @param {readonly string[]} argv
 */
export async function choosePort(stack, argv) {
    const wanted = portFrom(argv);
    if (wanted !== undefined) await stack.ask("config", "set", "port", String(wanted), "--stack", "dev");
    const outputs = await stack.outputs();
    if (outputs.url !== undefined) return;
    const port = wanted ?? (await configuredPort(stack)) ?? defaultPort;
    if (await isFree(port)) return;
    throw new Failure(
        `Port ${port} of this machine is taken. Choose another one: npm run quickstart -- --port ${await freePort()}`,
    );
}

/** @param {readonly string[]} argv */
export function portFrom(argv) {
    try {
        const { values } = parseArgs({ args: [...argv], options: { port: { type: "string" } } });
        if (values.port === undefined) return undefined;
        if (/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535) return Number(values.port);
        throw new Failure(`--port ${values.port}: not a port.`);
    } catch (error) {
        throw error instanceof Failure ? error : new Failure(String(error));
    }
}

/** @param {import("./stack.mjs").Stack} stack */
async function configuredPort(stack) {
    const config = JSON.parse(await stack.ask("config", "--json", "--stack", "dev"));
    const value = config["unikernel-quickstart:port"]?.value;
    return value === undefined ? undefined : Number(value);
}

/** @param {number} port */
const isFree = (port) =>
    listen(port).then(
        () => true,
        () => false,
    );

const freePort = () => listen(0);

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function listen(port) {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on("error", reject);
        server.listen(port, "127.0.0.1", () => {
            const address = server.address();
            server.close(() => {
                resolve(typeof address === "object" && address !== null ? address.port : port);
            });
        });
    });
}
