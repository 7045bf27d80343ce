import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

const root = join(__dirname, "../..");
const bundle = join(root, ".work/tests/pulumi-resource-fixture");

let isBundled = false;

function bundleOnce(): void {
    if (isBundled) return;
    execFileSync(process.execPath, ["tools/bundle.mjs", "tests/fixtures/provider/main.ts", bundle], {
        cwd: root,
    });
    isBundled = true;
}

export interface Plugin {
    readonly process: ChildProcess;
    readonly port: number;
    readonly client: ResourceProviderClient;
    /** Everything it has written to stdout and stderr. */
    output(): string;
    stop(): Promise<void>;
}

/** Builds the fixture's plugin as the real one is built, and starts it as the engine does. */
export async function startPlugin(
    args: readonly string[] = [],
    {
        stdin = "ignore",
        env = {},
    }: { stdin?: "ignore" | "pipe"; env?: Readonly<Record<string, string>> } = {},
): Promise<Plugin> {
    bundleOnce();
    const child = spawn(bundle, args, { stdio: [stdin, "pipe", "pipe"], env: { ...process.env, ...env } });
    let output = "";
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    while (!output.includes("\n")) await once(child.stdout ?? child, "data");
    const port = Number(output);
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
    });
    return {
        process: child,
        port,
        client,
        output: () => output,
        async stop() {
            client.close();
            if (child.exitCode !== null || child.signalCode !== null) return;
            child.kill("SIGKILL");
            await once(child, "exit");
        },
    };
}
