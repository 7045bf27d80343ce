import type * as pulumi from "@pulumi/pulumi";

/**
 * A resource that a component is made of, with those of its outputs that other resources refer to. Its own type is not named, for
 * those of a whole cloud are too large for programs that make no fleets.
 */
export type Part<Outputs extends string> = pulumi.CustomResource &
    Readonly<Record<Outputs, pulumi.Output<string>>>;
