import type { Forward } from "./hypervisors/hypervisor";
import type { InstanceInputs } from "./inputs";
import { isAutomaticName } from "./name";
import { collide, describeForward, forwardsOf } from "./network/forwards";

type Inputs = Partial<InstanceInputs>;

/** What two instances both ask for though only one can have it, in words. */
export function sharedExclusives(one: Inputs, other: Inputs): string[] {
    const ports = publishedPorts(one).filter((port) =>
        publishedPorts(other).some((taken) => collide(port, taken)),
    );
    const things = otherExclusives(one).filter((thing) => otherExclusives(other).includes(thing));
    return [...ports.map((port) => `the port ${describeForward(port)}`), ...things];
}

export function publishedPorts({ networks = {} }: Inputs): Forward[] {
    return Object.values(networks).flatMap(({ user }) => forwardsOf(user?.ports));
}

function otherExclusives({ name, networks = {}, volumes = {} }: Inputs): string[] {
    const attachments = Object.values(networks);
    return [
        ...(name === undefined || isAutomaticName(name) ? [] : [`the name ${name}`]),
        ...attachments.flatMap(({ tap }) => (tap === undefined ? [] : [`the TAP device ${tap}`])),
        ...attachments.flatMap(({ mac }) => (mac === undefined ? [] : [`the MAC address ${mac}`])),
        ...attachments.flatMap(({ bridge, address }) =>
            bridge === undefined || address === undefined ? [] : [`the address ${address} on ${bridge}`],
        ),
        ...Object.values(volumes).flatMap(({ path, readOnly }) => (readOnly ? [] : [`the volume ${path}`])),
    ];
}
