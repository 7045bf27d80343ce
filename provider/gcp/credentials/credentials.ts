import type { Pace } from "../http/pace";
import type { Tokens } from "../http/client";
import type { GcpSettings } from "../config";
import { tokenFailure } from "./failures";
import { credentialsFile } from "./file";
import { tokenFetch } from "./transport";

export interface Credentials extends Tokens {
    /** Which project the credentials are of, where they say so. */
    project(signal: AbortSignal): Promise<string | undefined>;
}

/** What of google-auth-library is used. */
interface AuthClient {
    getAccessToken(): Promise<{ token?: string | null }>;
}
interface Source {
    client(): Promise<AuthClient>;
    project(): Promise<string | undefined>;
}

const scope = "https://www.googleapis.com/auth/cloud-platform";

/** Sources of tokens by settings: tokens last an hour, and a program has many resources. */
const known = new Map<string, Source>();

export function credentials(settings: GcpSettings, pace: Pace): Credentials {
    const key = JSON.stringify(settings);
    const source = (anew: boolean): Source => {
        const found = anew ? undefined : known.get(key);
        if (found) return found;
        const made = sourceOf(settings, pace);
        known.set(key, made);
        return made;
    };
    const account = settings.impersonate?.account;
    const judged = <Result>(signal: AbortSignal, action: () => Promise<Result>): Promise<Result> =>
        unlessAborted(signal, action()).catch((error: unknown) => {
            signal.throwIfAborted();
            // What failed once is asked for anew the next time.
            known.delete(key);
            throw tokenFailure(error, account);
        });

    return {
        async token(signal, anew) {
            if (settings.accessToken !== undefined && account === undefined) return settings.accessToken;
            if (isEmulator(settings)) return undefined;
            return judged(signal, async () => {
                const { token } = await (await source(anew).client()).getAccessToken();
                return token ?? undefined;
            });
        },
        project: async (signal) =>
            settings.accessToken !== undefined || isEmulator(settings)
                ? undefined
                : judged(signal, () => source(false).project()),
    };
}

/** Emulators on this machine ask for no credentials; those that are given are sent all the same. */
function isEmulator({ credentials: given, impersonate, endpoints }: GcpSettings): boolean {
    const isPlain = [endpoints.compute, endpoints.storage].every((endpoint) => endpoint.startsWith("http:"));
    return isPlain && given === undefined && impersonate === undefined;
}

function sourceOf(settings: GcpSettings, pace: Pace): Source {
    const made = make(settings, pace);
    made.catch(() => undefined);
    return {
        client: async () => (await made).client,
        project: async () => (await made).project,
    };
}

async function make(
    { accessToken, credentials: given, impersonate, endpoints }: GcpSettings,
    pace: Pace,
): Promise<{ client: AuthClient; project?: string }> {
    const [{ gaxios, GoogleAuth, Impersonated, OAuth2Client }, file] = await Promise.all([
        import("./packages"),
        given === undefined || accessToken !== undefined ? undefined : credentialsFile(given),
    ]);
    const fetchImplementation = tokenFetch({ tokenUri: file?.token_uri, iam: endpoints.iam }, pace);
    // Which proxy a request goes by is for `fetch`; a machine's own metadata is asked without, as all of Google's tools ask for it.
    const noProxy = [/^/];
    gaxios.instance.defaults = { ...gaxios.instance.defaults, noProxy };
    const transporter = new gaxios.Gaxios({ fetchImplementation, noProxy });
    const found = async () => {
        const auth = new GoogleAuth({
            scopes: [scope],
            ...(file === undefined ? {} : { credentials: file }),
            clientOptions: { transporter },
        });
        const client = await auth.getClient();
        return { client, project: file?.project_id ?? (await auth.getProjectId().catch(() => undefined)) };
    };
    const { client, project } =
        accessToken === undefined
            ? await found()
            : {
                  client: new OAuth2Client({ transporter, credentials: { access_token: accessToken } }),
                  project: undefined,
              };
    if (impersonate === undefined) return { client, project };
    const { account: targetPrincipal, delegates } = impersonate;
    const impersonated = new Impersonated({
        sourceClient: client,
        targetPrincipal,
        delegates: [...delegates],
        targetScopes: [scope],
        lifetime: 3600,
        transporter,
    });
    return { client: impersonated, project };
}

function unlessAborted<Result>(signal: AbortSignal, running: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
        const stop = (): void => {
            reject(signal.reason as Error);
        };
        if (signal.aborted) {
            stop();
            return;
        }
        signal.addEventListener("abort", stop, { once: true });
        running.then(resolve, reject).finally(() => {
            signal.removeEventListener("abort", stop);
        });
    });
}
