import { createVerify, generateKeyPairSync, randomUUID } from "node:crypto";
import { member } from "./account";
import { Refusal, jsonOf, type Asked, type Reply } from "./answer";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A key of a service account, as `gcloud iam service-accounts keys create` writes one. */
export function serviceAccountKey(origin: string, project: string): string {
    return JSON.stringify({
        type: "service_account",
        project_id: project,
        private_key_id: "key-1",
        private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
        client_email: member,
        client_id: "1",
        token_uri: `${origin}/token`,
    });
}

const login = {
    client_id: "gcloud.apps.googleusercontent.com",
    client_secret: "of gcloud",
    refresh_token: "1//login",
};

/** What `gcloud auth application-default login` writes: it does not say where tokens are asked for. */
export const userLogin = JSON.stringify({ ...login, type: "authorized_user" });

/** Tokens that were given and not revoked. */
export type Tokens = Set<string>;

interface Claims {
    readonly iss?: string;
    readonly aud?: string;
    readonly scope?: string;
    readonly iat?: number;
    readonly exp?: number;
}

const decoded = (part = ""): unknown => JSON.parse(Buffer.from(part, "base64url").toString());

const grantFailure = (description: string): Reply => ({
    status: 400,
    json: { error: "invalid_grant", error_description: description },
});

export function token(asked: Asked, tokens: Tokens): Reply {
    const form = new URLSearchParams(asked.body.toString());
    const refusal = refusalOf(form);
    if (refusal) return refusal;
    return { status: 200, json: { access_token: given(tokens), expires_in: 3599, token_type: "Bearer" } };
}

function refusalOf(form: URLSearchParams): Reply | undefined {
    switch (form.get("grant_type")) {
        case "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return refusalOfClaim(form);
        case "refresh_token":
            return refusalOfLogin(form);
        default:
            return {
                status: 400,
                json: { error: "unsupported_grant_type", error_description: "Invalid grant_type" },
            };
    }
}

/** RFC 6749, section 6: a token for a user's login. */
function refusalOfLogin(form: URLSearchParams): Reply | undefined {
    if (form.get("client_id") !== login.client_id || form.get("client_secret") !== login.client_secret) {
        const error_description = "The OAuth client was not found.";
        return { status: 401, json: { error: "invalid_client", error_description } };
    }
    return form.get("refresh_token") === login.refresh_token ? undefined : grantFailure("Bad Request");
}

/** RFC 7523: a token for a signed claim. */
function refusalOfClaim(form: URLSearchParams): Reply | undefined {
    const [header = "", payload = "", signature = ""] = (form.get("assertion") ?? "").split(".");
    const { alg } = decoded(header) as { alg?: string };
    const isSigned = createVerify("RSA-SHA256")
        .update(`${header}.${payload}`)
        .verify(publicKey, Buffer.from(signature, "base64url"));
    if (alg !== "RS256" || !isSigned) return grantFailure("Invalid JWT Signature.");
    const claims = decoded(payload) as Claims;
    const now = Date.now() / 1000;
    if (claims.iss !== member)
        return grantFailure("Invalid issuer: Not found; a service account is required.");
    if (claims.aud !== "https://oauth2.googleapis.com/token")
        return grantFailure("Invalid JWT: wrong audience.");
    const { iat = 0, exp = 0 } = claims;
    if (iat > now + 300 || exp < now || exp - iat > 3600)
        return grantFailure(
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
        );
    if (!claims.scope?.includes("cloud-platform"))
        return {
            status: 400,
            json: {
                error: "invalid_scope",
                error_description: "Invalid OAuth scope or ID token audience provided.",
            },
        };
    return undefined;
}

/** `projects/-/serviceAccounts/ACCOUNT:generateAccessToken` of the IAM Credentials API. */
export function impersonated(asked: Asked, tokens: Tokens, allowed: ReadonlySet<string>): Reply {
    const account =
        /serviceAccounts\/(.+):generateAccessToken$/.exec(decodeURIComponent(asked.path))?.[1] ?? "";
    const { scope, lifetime } = jsonOf(asked) as { scope?: unknown; lifetime?: string };
    if (!Array.isArray(scope) || !/^\d+s$/.test(lifetime ?? ""))
        throw new Refusal(400, "badRequest", "Request contains an invalid argument.");
    if (!allowed.has(account)) {
        const message =
            "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).";
        return { status: 403, json: { error: { code: 403, message, status: "PERMISSION_DENIED" } } };
    }
    const expireTime = new Date(Date.now() + 3_599_000).toISOString();
    return { status: 200, json: { accessToken: given(tokens), expireTime } };
}

function given(tokens: Tokens): string {
    const made = `ya29.${randomUUID()}`;
    tokens.add(made);
    return made;
}

export function authenticate({ headers }: Asked, tokens: Tokens): void {
    const found = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
    if (found !== undefined && tokens.has(found)) return;
    const message =
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.";
    throw new Refusal(401, "authError", message);
}
