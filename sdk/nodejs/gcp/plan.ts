import type * as pulumi from "@pulumi/pulumi";
import { sizeOf, type Size } from "../size";
import type { FleetArgs, FleetHealthCheck, FleetTransforms } from "./fleet-args";
import { namesOf, type Names } from "./names";

/** What each part of a fleet is made by: what the program says, and what follows where it says nothing. */
export interface Plan extends FleetArgs {
    readonly names: Names;
    readonly ports: number[];
    readonly size: Size;
    readonly gracePeriod: number;
    readonly network: pulumi.Input<string>;
    readonly healthCheck: FleetHealthCheck & { readonly port: number };
    readonly transforms: FleetTransforms;
    readonly own: { readonly parent: pulumi.Resource };
}

export function planOf(name: string, args: FleetArgs, parent: pulumi.Resource): Plan {
    refuse(args);
    const { ports = [80], gracePeriod = 30, network = "default", transforms = {} } = args;
    return {
        ...args,
        names: namesOf(name),
        ports,
        size: sizeOf(args),
        gracePeriod,
        network,
        healthCheck: { ...args.healthCheck, port: args.healthCheck?.port ?? ports[0] ?? 80 },
        transforms,
        own: { parent },
    };
}

function refuse({ region, zone, network, subnetwork }: FleetArgs): void {
    if ((region === undefined) === (zone === undefined))
        throw new Error("a fleet is in a region or in a zone: give one of them");
    if (subnetwork !== undefined && network === undefined)
        throw new Error("a subnetwork is part of a network: give `network` as well, for the firewall rule");
}
