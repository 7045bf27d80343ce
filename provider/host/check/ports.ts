import type { Failure } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { Forward } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import type { NetworkAttachment } from "../network/attachment";
import { collide, describeForward, forwardsOf } from "../network/forwards";

/**
 * Which resource of the program publishes which ports. A plugin is configured once for each run of a program, so what
 * is remembered belongs to that configuration, and nothing of an earlier run can be in the way of a later one.
 */
const claims = new WeakMap<Settings, Map<string, Claim>>();

/** The ports that one resource publishes, and the host it does so on: none for this machine. */
interface Claim {
    readonly host?: string;
    readonly forwards: readonly Forward[];
}

/** Remembers what this resource publishes, in place of what it did before, and refuses what another one has. */
export function claimPorts(
    { settings, urn }: Pick<Call<Settings>, "settings" | "urn">,
    { host, networks = {} }: Pick<Partial<InstanceInputs>, "host" | "networks">,
): Failure[] {
    const program = claims.get(settings) ?? new Map<string, Claim>();
    claims.set(settings, program);
    const forwards = Object.values(networks).flatMap(publishedBy);
    const claim = { host: host?.ssh?.host, forwards };
    program.set(urn, claim);
    return Object.entries(networks).flatMap(([device, attachment]) =>
        publishedBy(attachment).flatMap((forward) => {
            const holder = holderOf(program, urn, { host: claim.host, forward });
            if (holder === undefined) return [];
            const reason = `${nameOf(holder)} publishes the port ${describeForward(forward)} already; choose another`;
            return [{ property: `networks.${device}.${attachment.user ? "user.ports" : "ports"}`, reason }];
        }),
    );
}

/** Those of a bridge are published on all addresses of the host. */
function publishedBy({ user, ports }: NetworkAttachment): Forward[] {
    return [
        ...forwardsOf(user?.ports),
        ...forwardsOf(ports).map((forward) => ({ ...forward, hostAddress: "0.0.0.0" })),
    ];
}

/** A resource that goes leaves its ports to others. */
export function releasePorts({ settings, urn }: Pick<Call<Settings>, "settings" | "urn">): void {
    claims.get(settings)?.delete(urn);
}

function holderOf(
    program: ReadonlyMap<string, Claim>,
    urn: string,
    { host, forward }: { readonly host?: string; readonly forward: Forward },
): string | undefined {
    const holders = [...program].filter(([other, claim]) => other !== urn && claim.host === host);
    return holders.find(([, { forwards }]) => forwards.some((taken) => collide(taken, forward)))?.[0];
}

function nameOf(urn: string): string {
    return `the instance "${urn.slice(urn.lastIndexOf("::") + 2)}"`;
}
