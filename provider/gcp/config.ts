import { z } from "zod";

export const GcpConfig = z
    .strictObject({
        project: z
            .string()
            .optional()
            .describe(
                "The project of images that name none. Default: the environment's `GOOGLE_PROJECT`, `GOOGLE_CLOUD_PROJECT`, " +
                    "`GCLOUD_PROJECT` or `CLOUDSDK_CORE_PROJECT`, else the one of the credentials.",
            ),
        credentials: z
            .string()
            .optional()
            .meta({ pulumi: { secret: true } })
            .describe(
                "A key of a service account, or any other kind of credentials file: its JSON, or the path of the file. Default: " +
                    "the environment's `GOOGLE_CREDENTIALS`, else the application default credentials.",
            ),
        accessToken: z
            .string()
            .optional()
            .meta({ pulumi: { secret: true } })
            .describe(
                "An OAuth 2.0 access token, instead of credentials: it is not renewed. Default: the environment's " +
                    "`GOOGLE_OAUTH_ACCESS_TOKEN`.",
            ),
        impersonateServiceAccount: z
            .string()
            .optional()
            .describe(
                "The e-mail address of a service account to act as. Default: the environment's " +
                    "`GOOGLE_IMPERSONATE_SERVICE_ACCOUNT`.",
            ),
        impersonateServiceAccountDelegates: z
            .array(z.string())
            .optional()
            .describe("Service accounts by way of which that one is impersonated. Default: none."),
        computeCustomEndpoint: z
            .string()
            .optional()
            .describe(
                "Where the Compute Engine API is, for an emulator or a private endpoint. Default: the environment's " +
                    "`GOOGLE_COMPUTE_CUSTOM_ENDPOINT`, else `https://compute.googleapis.com/compute/v1/`.",
            ),
        storageCustomEndpoint: z
            .string()
            .optional()
            .describe(
                "Where the Cloud Storage API is. Default: the environment's `GOOGLE_STORAGE_CUSTOM_ENDPOINT` or " +
                    "`STORAGE_EMULATOR_HOST`, else `https://storage.googleapis.com/storage/v1/`.",
            ),
        iamCredentialsCustomEndpoint: z
            .string()
            .optional()
            .describe(
                "Where the IAM Credentials API is, which impersonation asks. Default: the environment's " +
                    "`GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT`, else `https://iamcredentials.googleapis.com/v1/`.",
            ),
    })
    .meta({ id: "index:GcpConfig" })
    .describe("How Google Cloud is reached. The names are those of `@pulumi/gcp`'s own configuration.");
export type GcpConfig = z.output<typeof GcpConfig>;

/** The configuration, with what the environment says where it says nothing. */
export interface GcpSettings {
    readonly project?: string;
    readonly credentials?: string;
    readonly accessToken?: string;
    readonly impersonate?: { readonly account: string; readonly delegates: readonly string[] };
    /** Without a path and without a `/` at the end. */
    readonly endpoints: { readonly compute: string; readonly storage: string; readonly iam: string };
}

export function gcpSettings(
    config: GcpConfig = {},
    environment: NodeJS.ProcessEnv = process.env,
): GcpSettings {
    const from = (...names: string[]): string | undefined =>
        names.map((name) => environment[name]).find((value) => value !== undefined && value !== "");
    const account = config.impersonateServiceAccount ?? from("GOOGLE_IMPERSONATE_SERVICE_ACCOUNT");
    const endpoint = (custom: string | undefined, standard: string): string => origin(custom ?? standard);
    return {
        project:
            config.project ??
            from("GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"),
        credentials:
            config.credentials ??
            from(
                "GOOGLE_CREDENTIALS",
                "GOOGLE_CLOUD_KEYFILE_JSON",
                "GCLOUD_KEYFILE_JSON",
                "GOOGLE_APPLICATION_CREDENTIALS",
            ),
        accessToken: config.accessToken ?? from("GOOGLE_OAUTH_ACCESS_TOKEN"),
        ...(account === undefined
            ? {}
            : { impersonate: { account, delegates: config.impersonateServiceAccountDelegates ?? [] } }),
        endpoints: {
            compute: endpoint(
                config.computeCustomEndpoint ?? from("GOOGLE_COMPUTE_CUSTOM_ENDPOINT"),
                "https://compute.googleapis.com",
            ),
            storage: endpoint(
                config.storageCustomEndpoint ??
                    from("GOOGLE_STORAGE_CUSTOM_ENDPOINT", "STORAGE_EMULATOR_HOST"),
                "https://storage.googleapis.com",
            ),
            iam: endpoint(
                config.iamCredentialsCustomEndpoint ?? from("GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT"),
                "https://iamcredentials.googleapis.com",
            ),
        },
    };
}

/** `http://localhost:4443` of `localhost:4443`, which emulators are named by, and of `http://localhost:4443/storage/v1/`. */
function origin(endpoint: string): string {
    const url = /^https?:\/\//.test(endpoint) ? endpoint : `http://${endpoint}`;
    return url.replace(/\/((compute|storage)\/)?v1\/?$/, "").replace(/\/+$/, "");
}
