import type { AwsAccess } from "../access";
import { openConnections } from "./connections";
import type { Packages } from "./load";

/** Finds credentials, as the SDK's clients call it. */
export type Credentials = ReturnType<Packages["fromNodeProviderChain"]>;

/** The SDK's own default chain, with the profile and the role that the configuration names. */
export function credentialsFor(packages: Packages, access: AwsAccess, region: string): Credentials {
    const { assumeRole, endpoint, profile } = access;
    const requestHandler = packages.byProxy && openConnections({}, packages);
    const found = named(
        profile,
        packages.fromNodeProviderChain({ profile, clientConfig: { requestHandler } }),
    );
    if (assumeRole === undefined) return shared(found);
    return shared(
        packages.fromTemporaryCredentials({
            masterCredentials: found,
            params: {
                RoleArn: assumeRole.roleArn,
                RoleSessionName: assumeRole.sessionName ?? "pulumi-unikernel",
                ExternalId: assumeRole.externalId,
                DurationSeconds: assumeRole.durationSeconds ?? 3600,
            },
            clientConfig: { region, endpoint, requestHandler },
        }),
    );
}

/** The chain does not say for which profile it found nothing. */
function named(profile: string | undefined, find: Credentials): Credentials {
    if (profile === undefined) return find;
    return (options) =>
        find(options).catch((error: unknown) => {
            const { name, message } = error as Error;
            if (name !== "CredentialsProviderError") throw error;
            throw Object.assign(new Error(`profile ${profile}: ${message}`, { cause: error }), { name });
        });
}

/** Before they expire, in milliseconds. */
const marginMs = 5 * 60_000;

/** All clients use the same credentials: a role is assumed once, not once for each. */
function shared(find: Credentials): Credentials {
    let known: ReturnType<Credentials> | undefined;
    let until = Number.POSITIVE_INFINITY;
    return (options) => {
        if (known !== undefined && Date.now() < until) return known;
        until = Number.POSITIVE_INFINITY;
        const finding = find(options);
        finding.then(
            ({ expiration }) => {
                if (expiration) until = expiration.getTime() - marginMs;
            },
            () => {
                known = undefined;
            },
        );
        known = finding;
        return finding;
    };
}
