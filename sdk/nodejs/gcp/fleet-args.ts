import type * as pulumi from "@pulumi/pulumi";
import type { Transform } from "../transform";

export interface FleetHealthCheck {
    /** Asked for over HTTP. Default: whether the port accepts a connection is enough. */
    path?: string;
    /** Default: the first of `ports`. */
    port?: number;
    /** Seconds between two checks. Default: 10. */
    interval?: number;
    /** How many checks in a row decide. Default: 2. */
    threshold?: number;
}

/**
 * What can be changed of each resource that a fleet is made of: a function of its arguments. Their own types are not named here, for
 * they are too large for programs without fleets.
 */
export interface FleetTransforms {
    instanceTemplate?: Transform;
    healthCheck?: Transform;
    /** Of a region or of a zone. */
    group?: Transform;
    autoscaler?: Transform;
    firewall?: Transform;
    address?: Transform;
    /** Called for each port. */
    backendService?: Transform;
    /** Called for each port. */
    proxy?: Transform;
    /** Called for each port. */
    forwardingRule?: Transform;
}

export interface FleetArgs {
    /** The image: `selfLink` of an `Image`. */
    image: pulumi.Input<string>;
    /** The region of the instances, which are spread over its zones: `europe-west1`. This or `zone`. */
    region?: pulumi.Input<string>;
    /** The zone of all instances: `europe-west1-b`. */
    zone?: pulumi.Input<string>;
    /** Default: the provider's own. */
    project?: pulumi.Input<string>;
    /** TCP ports that are served. The first is the one of `url`. Default: 80. */
    ports?: number[];
    /** How many instances, in a fleet that does not follow its load. Default: `min`, or 2. */
    count?: number;
    /** At least so many. Default: `count`. */
    min?: number;
    /** At most so many; with more than `min` the fleet follows its load. Default: the larger of `min` and `count`. */
    max?: number;
    /** Default: `e2-micro`. */
    machineType?: pulumi.Input<string>;
    healthCheck?: FleetHealthCheck;
    /** Seconds that an instance is given to start. Default: 30. */
    gracePeriod?: number;
    /** Default: `default`. */
    network?: pulumi.Input<string>;
    /** One of `network`, which is to be given as well. */
    subnetwork?: pulumi.Input<string>;
    /** Arguments of a unikernel whose image takes them from metadata. */
    args?: pulumi.Input<pulumi.Input<string>[]>;
    /** Labels of the instances. */
    labels?: Record<string, pulumi.Input<string>>;
    transforms?: FleetTransforms;
}
