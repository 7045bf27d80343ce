import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

const root = join(__dirname, "../..");
const plugin = join(root, ".work/tests/pulumi-resource-unikernel");

/** The plugin as users have it: one file, in a process of its own. */
export interface BuiltPlugin {
    readonly client: ResourceProviderClient;
    /** What it has written to stderr, all of which the engine shows to the user. */
    complaints(): string;
    stop(): Promise<void>;
}

export function buildPlugin(): void {
    execFileSync(process.execPath, ["tools/bundle.mjs", "provider/main.ts", plugin], { cwd: root });
}

export async function startBuilt(
    env: Readonly<Record<string, string>>,
    options: readonly string[] = [],
): Promise<BuiltPlugin> {
    const child = spawn(process.execPath, [...options, plugin], {
        stdio: ["pipe", "pipe", "pipe"],
        env: { PATH: process.env.PATH, ...env },
    });
    let [output, complaints] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    const closed = once(child, "close");
    const ended = closed.then(() => {
        throw new Error(`the plugin ended before it told its port: ${complaints}`);
    });
    ended.catch(() => undefined);
    while (!output.includes("\n")) await Promise.race([ended, once(child.stdout, "data")]);
    const client = new ResourceProviderClient(`127.0.0.1:${Number(output)}`, credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
    });
    return {
        client,
        complaints: () => complaints,
        async stop() {
            client.close();
            child.kill("SIGKILL");
            await closed;
        },
    };
}
