import type * as pulumi from "@pulumi/pulumi";
import type { Transform } from "../transform";

export interface FleetHealthCheck {
    /** Default: `HTTP` when `path` is given, else `TCP`. */
    protocol?: "TCP" | "HTTP" | "HTTPS";
    /** What is asked for: `/health`. */
    path?: string;
    /** Default: the port that is served. */
    port?: number;
    /** Seconds between two checks, 5 to 300. Default: 10. */
    interval?: number;
    /** How many checks in a row decide. Default: 2. */
    threshold?: number;
}

/**
 * What can be changed of each resource that a fleet is made of: a function of its arguments. Their own types are not named here, for
 * they are too large for programs without fleets.
 */
export interface FleetTransforms {
    /** Of the instances. */
    securityGroup?: Transform;
    loadBalancerSecurityGroup?: Transform;
    launchTemplate?: Transform;
    loadBalancer?: Transform;
    /** Called for each port. */
    targetGroup?: Transform;
    /** Called for each port. */
    listener?: Transform;
    group?: Transform;
    scalingPolicy?: Transform;
}

export interface FleetArgs {
    /** An AMI's ID, or IDs by region as an `Ami` has them in `ids`. */
    ami: pulumi.Input<string | Record<string, string>>;
    /** The region of all that is made, whose AMI it is. Default: the provider's own. */
    region?: pulumi.Input<string>;
    vpcId: pulumi.Input<string>;
    /** Subnets of the instances and of the load balancer. */
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** TCP ports that are served. The first is the one of `url`. Default: 80. */
    ports?: number[];
    /** How many instances, in a fleet that does not follow its load. Default: `min`, or 2. */
    count?: number;
    /** At least so many. Default: `count`. */
    min?: number;
    /** At most so many; with more than `min` the fleet follows its load. Default: the larger of `min` and `count`. */
    max?: number;
    /** Default: `t3.micro`. An AMI for aarch64 needs one such as `t4g.micro`. */
    instanceType?: pulumi.Input<string>;
    healthCheck?: FleetHealthCheck;
    /** Seconds that an instance is given to start. Default: 30. */
    gracePeriod?: number;
    /** Whether the load balancer has addresses of the VPC only. Default: false. */
    internal?: boolean;
    /** Who may connect to the load balancer. Default: everyone. */
    allowedCidrs?: pulumi.Input<pulumi.Input<string>[]>;
    /** Arguments of a unikernel whose AMI takes them from metadata. */
    args?: pulumi.Input<pulumi.Input<string>[]>;
    /** Tags of everything that is made, the instances included. */
    tags?: Record<string, pulumi.Input<string>>;
    transforms?: FleetTransforms;
}
