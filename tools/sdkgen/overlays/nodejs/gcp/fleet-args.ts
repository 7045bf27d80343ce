import type * as pulumi from "@pulumi/pulumi";
import type { AutoscalerArgs } from "@pulumi/gcp/compute/autoscaler";
import type { BackendServiceArgs } from "@pulumi/gcp/compute/backendService";
import type { FirewallArgs } from "@pulumi/gcp/compute/firewall";
import type { GlobalAddressArgs } from "@pulumi/gcp/compute/globalAddress";
import type { GlobalForwardingRuleArgs } from "@pulumi/gcp/compute/globalForwardingRule";
import type { HealthCheckArgs } from "@pulumi/gcp/compute/healthCheck";
import type { InstanceGroupManagerArgs } from "@pulumi/gcp/compute/instanceGroupManager";
import type { InstanceTemplateArgs } from "@pulumi/gcp/compute/instanceTemplate";
import type { RegionInstanceGroupManagerArgs } from "@pulumi/gcp/compute/regionInstanceGroupManager";
import type { TargetTCPProxyArgs } from "@pulumi/gcp/compute/targetTCPProxy";
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

type ManagerArgs = InstanceGroupManagerArgs & RegionInstanceGroupManagerArgs;

/** What can be changed of each resource that a fleet is made of. */
export interface FleetTransforms {
    instanceTemplate?: Transform<InstanceTemplateArgs>;
    healthCheck?: Transform<HealthCheckArgs>;
    /** Of a region or of a zone. */
    group?: Transform<ManagerArgs>;
    autoscaler?: Transform<AutoscalerArgs>;
    firewall?: Transform<FirewallArgs>;
    address?: Transform<GlobalAddressArgs>;
    /** Called for each port. */
    backendService?: Transform<BackendServiceArgs>;
    /** Called for each port. */
    proxy?: Transform<TargetTCPProxyArgs>;
    /** Called for each port. */
    forwardingRule?: Transform<GlobalForwardingRuleArgs>;
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
    /** How many instances. Default: `min`, or 2. */
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
    subnetwork?: pulumi.Input<string>;
    /** Arguments of a unikernel whose image takes them from metadata. */
    args?: pulumi.Input<pulumi.Input<string>[]>;
    /** Labels of the instances. */
    labels?: Record<string, pulumi.Input<string>>;
    transforms?: FleetTransforms;
}
