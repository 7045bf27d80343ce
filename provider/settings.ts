import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { availableParallelism } from "node:os";
import { z } from "zod";

/** The provider's configuration: `unikernel:store` and its neighbours. */
export const Config = z.strictObject({
    store: z
        .string()
        .optional()
        .meta({ pulumi: { environment: ["UNIKERNEL_STORE"] } })
        .describe(
            "Folder for artifacts, build workspaces and local instances. " +
                "Default: `$XDG_DATA_HOME/pulumi-unikernel`, which is `~/.local/share/pulumi-unikernel`.",
        ),
    storeLimit: z
        .int()
        .positive()
        .optional()
        .describe("Size in MiB above which old artifacts are removed from the store. Default: 10240."),
    parallel: z
        .int()
        .positive()
        .optional()
        .describe("How many builds may run at once. Default: the number of processor cores."),
});

export interface Settings {
    readonly store: string;
    readonly storeLimitMiB: number;
    readonly parallel: number;
}

export function configure(
    config: z.output<typeof Config>,
    environment: NodeJS.ProcessEnv = process.env,
): Settings {
    return {
        store: resolve(config.store ?? (environment.UNIKERNEL_STORE || defaultStore(environment))),
        storeLimitMiB: config.storeLimit ?? 10_240,
        parallel: config.parallel ?? availableParallelism(),
    };
}

function defaultStore(environment: NodeJS.ProcessEnv): string {
    const data = environment.XDG_DATA_HOME || join(homedir(), ".local", "share");
    return join(data, "pulumi-unikernel");
}
