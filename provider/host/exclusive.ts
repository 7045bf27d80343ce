import { resolve } from "node:path";
import type { Forward } from "./hypervisors/hypervisor";
import type { InstanceInputs } from "./inputs";
import { addressIn } from "./network/cidr";
import { isPool } from "./remote/addresses";
import { isSameHost } from "./where";
import { collide, describeForward, forwardsOf } from "./network/forwards";

type Inputs = Partial<InstanceInputs>;

/**
 * What an instance and its replacement both ask for though only one can have it, in words. A name that is chosen here is another for
 * a replacement.
 */
export function sharedExclusives(one: Inputs, other: Inputs, isNamedHere = false): string[] {
    if (!isSameHost(one, other)) return [];
    // Of two of which one takes the other's place on the network, only one is there.
    const places = one.replacement === "l2" && other.replacement === "l2" ? [] : shared(placesOf, one, other);
    return [
        ...sharedPorts(one, other),
        ...(isNamedHere ? [] : shared(namesOf, one, other)),
        ...shared(tapsOf, one, other),
        ...places,
        ...sharedVolumes(one, other),
    ];
}

function sharedPorts(one: Inputs, other: Inputs): string[] {
    const taken = publishedPorts(other);
    return publishedPorts(one)
        .filter((port) => taken.some((each) => collide(port, each)))
        .map((port) => `the port ${describeForward(port)}`);
}

function publishedPorts({ networks = {} }: Inputs): Forward[] {
    return Object.values(networks).flatMap(({ user }) => forwardsOf(user?.ports));
}

function shared(thingsOf: (inputs: Inputs) => string[], one: Inputs, other: Inputs): string[] {
    const taken = thingsOf(other);
    return thingsOf(one).filter((thing) => taken.includes(thing));
}

function namesOf({ name }: Inputs): string[] {
    return name === undefined ? [] : [`the name ${name}`];
}

function tapsOf({ networks = {} }: Inputs): string[] {
    return Object.values(networks).flatMap(({ tap }) => (tap === undefined ? [] : [`the TAP device ${tap}`]));
}

function placesOf({ networks = {} }: Inputs): string[] {
    return Object.values(networks).flatMap(({ mac, bridge, address, address6 }) => [
        ...(mac === undefined ? [] : [`the MAC address ${mac}`]),
        ...[address, address6].flatMap((each) =>
            bridge === undefined || each === undefined || isPool(each)
                ? []
                : [`the address ${addressIn(each)} on ${bridge}`],
        ),
    ]);
}

/** Two may read a volume, but nobody else while one writes it. */
function sharedVolumes(one: Inputs, other: Inputs): string[] {
    const taken = volumesAt(other);
    return volumesAt(one)
        .filter(({ path, readOnly }) =>
            taken.some((each) => resolve(each.path) === resolve(path) && !(readOnly && each.readOnly)),
        )
        .map(({ path }) => `the volume ${path}`);
}

/** But for those that are filled from secrets: each instance has its own. */
function volumesAt({ volumes = {} }: Inputs): { readonly path: string; readonly readOnly?: boolean }[] {
    return Object.values(volumes).flatMap(({ path, readOnly }) =>
        path === undefined ? [] : [{ path, readOnly }],
    );
}
