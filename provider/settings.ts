import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { availableParallelism } from "node:os";
import { z } from "zod";
import { AwsAccess } from "./aws/access";
import { GcpConfig, gcpSettings, type GcpSettings } from "./gcp/config";

const ApplianceConfig = z
    .strictObject({
        mirror: z
            .string()
            .regex(/^(https?|file):\/\//, "must begin with https://, http:// or file://")
            .optional()
            .describe(
                "What `debian/pool` and `debian-security/pool` are below. Example: `https://mirror.example.org`.",
            ),
        snapshot: z
            .string()
            .regex(/^\d{8}T\d{6}Z$/, "must be a time such as 20260131T000000Z")
            .optional()
            .describe(
                "The time of the packages in an archive of snapshots, which `mirror` names then. Example: `20260131T000000Z`.",
            ),
        tenders: z
            .string()
            .optional()
            .describe(
                "Folder of tenders for appliances: `x86_64/solo5-spt` and its like below it. Default: those on this machine's PATH.",
            ),
        lock: z
            .string()
            .optional()
            .describe(
                "A lock file of packages to use in place of the provider's own, which its set-up tool writes.",
            ),
    })
    .meta({ id: "config:Appliance" })
    .describe("Where the parts of bootable disks come from: packages of Debian, and tenders.");
export type ApplianceConfig = z.output<typeof ApplianceConfig>;

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
    appliance: ApplianceConfig.optional().describe(
        "Where the parts of bootable disks come from. Default: this machine's own apt sources and PATH.",
    ),
    aws: AwsAccess.optional(),
    gcp: GcpConfig.optional(),
});

export interface Settings {
    readonly store: string;
    readonly storeLimitMiB: number;
    readonly parallel: number;
    readonly appliance?: ApplianceConfig;
    /** Absent where the configuration says nothing of it. */
    readonly aws?: AwsAccess;
    /** Default: what the environment says. */
    readonly gcp?: GcpSettings;
}

export function configure(
    config: z.output<typeof Config>,
    environment: NodeJS.ProcessEnv = process.env,
): Settings {
    return {
        store: resolve(config.store ?? (environment.UNIKERNEL_STORE || defaultStore(environment))),
        storeLimitMiB: config.storeLimit ?? 10_240,
        parallel: config.parallel ?? availableParallelism(),
        ...(config.appliance && { appliance: config.appliance }),
        ...(config.aws === undefined ? {} : { aws: config.aws }),
        gcp: gcpSettings(config.gcp, environment),
    };
}

function defaultStore(environment: NodeJS.ProcessEnv): string {
    const data = environment.XDG_DATA_HOME || join(homedir(), ".local", "share");
    return join(data, "pulumi-unikernel");
}
