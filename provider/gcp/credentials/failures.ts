import { UserError } from "../../protocol/errors";

const advice =
    "Run `gcloud auth application-default login`, or set `unikernel:gcp` credentials or GOOGLE_APPLICATION_CREDENTIALS.";

/** Pure. What it means when no token was given, from what google-auth-library and the token endpoint say. */
export function tokenFailure(error: unknown, impersonated?: string): UserError {
    const said = error instanceof Error ? error.message : String(error);
    const told = toldIn(error);
    if (told !== undefined) return told;
    const wrap = (message: string): UserError => new UserError(message, { cause: error });
    // GoogleAuthExceptionMessages.NO_ADC_FOUND
    if (said.includes("Could not load the default credentials"))
        return wrap(`There are no Google credentials. ${advice}`);
    if (impersonated !== undefined && /unable to impersonate/i.test(said)) {
        return wrap(
            `${impersonated} cannot be impersonated: ${afterPrefix(said)}. ` +
                "The caller needs roles/iam.serviceAccountTokenCreator on it.",
        );
    }
    // RFC 6749: what a token endpoint says of a key that was deleted or disabled, and of a login that has ended.
    if (/invalid_grant|invalid_rapt/.test(said + described(error)))
        return wrap(
            `The Google credentials have expired or were revoked (${described(error) || said}). ${advice}`,
        );
    return wrap(`No Google access token could be had: ${described(error) || said}. ${advice}`);
}

/** What was said of it for the user already, below what the library makes of it. */
function toldIn(error: unknown): UserError | undefined {
    if (error instanceof UserError) return error;
    return error instanceof Error ? toldIn(error.cause) : undefined;
}

const afterPrefix = (said: string): string =>
    said.replace(/^.*unable to impersonate: /i, "").replace(/\.$/, "");

interface TokenError {
    readonly error?: unknown;
    readonly error_description?: unknown;
}

/** `invalid_grant: Invalid JWT Signature.` of a token endpoint's answer. */
function described(error: unknown): string {
    const data = (error as { response?: { data?: unknown } }).response?.data;
    const { error: code, error_description: text } = (data ?? {}) as TokenError;
    return [code, text]
        .filter((part): part is string => typeof part === "string")
        .join(": ")
        .replace(/\.$/, "");
}
