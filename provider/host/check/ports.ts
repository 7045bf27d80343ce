import type { Failure } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { Forward } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import { collide, describeForward, forwardsOf } from "../network/forwards";

/**
 * Which resource of the program publishes which ports. A plugin is configured once for each run of a program, so what
 * is remembered belongs to that configuration, and nothing of an earlier run can be in the way of a later one.
 */
const claims = new WeakMap<Settings, Map<string, readonly Forward[]>>();

type Networks = InstanceInputs["networks"];

/** Remembers what this resource publishes, in place of what it did before, and refuses what another one has. */
export function claimPorts(
    { settings, urn }: Pick<Call<Settings>, "settings" | "urn">,
    networks: Networks = {},
): Failure[] {
    const program = claims.get(settings) ?? new Map<string, readonly Forward[]>();
    claims.set(settings, program);
    program.set(
        urn,
        Object.values(networks).flatMap(({ user }) => forwardsOf(user?.ports)),
    );
    return Object.entries(networks).flatMap(([device, { user }]) =>
        forwardsOf(user?.ports).flatMap((forward) => {
            const holder = holderOf(program, urn, forward);
            if (holder === undefined) return [];
            const reason = `${nameOf(holder)} publishes the port ${describeForward(forward)} already; choose another`;
            return [{ property: `networks.${device}.user.ports`, reason }];
        }),
    );
}

/** A resource that goes leaves its ports to others. */
export function releasePorts({ settings, urn }: Pick<Call<Settings>, "settings" | "urn">): void {
    claims.get(settings)?.delete(urn);
}

function holderOf(
    program: ReadonlyMap<string, readonly Forward[]>,
    urn: string,
    forward: Forward,
): string | undefined {
    const holders = [...program].filter(([other]) => other !== urn);
    return holders.find(([, forwards]) => forwards.some((taken) => collide(taken, forward)))?.[0];
}

function nameOf(urn: string): string {
    return `the instance "${urn.slice(urn.lastIndexOf("::") + 2)}"`;
}
