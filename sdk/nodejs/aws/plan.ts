import type * as pulumi from "@pulumi/pulumi";
import { sizeOf, type Size } from "../size";
import type { FleetArgs, FleetTransforms } from "./fleet-args";

/** What each part of a fleet is made by: what the program says, and what follows where it says nothing. */
export interface Plan extends FleetArgs {
    readonly name: string;
    readonly ports: number[];
    readonly size: Size;
    readonly gracePeriod: number;
    readonly tags: Record<string, pulumi.Input<string>>;
    readonly transforms: FleetTransforms;
    readonly own: { readonly parent: pulumi.Resource };
}

export function planOf(name: string, args: FleetArgs, parent: pulumi.Resource): Plan {
    const { ports = [80], gracePeriod = 30, tags, transforms = {} } = args;
    return {
        ...args,
        name,
        ports,
        size: sizeOf(args),
        gracePeriod,
        tags: { Name: name, ...tags },
        transforms,
        own: { parent },
    };
}
