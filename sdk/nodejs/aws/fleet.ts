import * as pulumi from "@pulumi/pulumi";
import type { Part } from "../part";
import { followsLoad } from "../size";
import { urlOf } from "../transform";
import { balancerOf, listenerOf, targetsOf } from "./balancer";
import type { FleetArgs } from "./fleet-args";
import { groupOf, scalingOf } from "./group";
import { planOf } from "./plan";
import { securityOf } from "./security";
import { templateOf } from "./template";

export type { FleetArgs, FleetHealthCheck, FleetTransforms } from "./fleet-args";

/**
 * Instances of an AMI behind a network load balancer: a launch template, an auto scaling group, security groups of both, and a target
 * group and a listener for each port. A new AMI is rolled out by an instance refresh, without fewer instances than before.
 */
export class Fleet extends pulumi.ComponentResource {
    /** Where the first port is reached: `http://web-0123456789abcdef.elb.eu-west-1.amazonaws.com`. */
    readonly url: pulumi.Output<string>;
    /** Of the instances. */
    readonly securityGroup: Part<"arn" | "name">;
    readonly loadBalancerSecurityGroup: Part<"arn" | "name">;
    readonly launchTemplate: Part<"arn" | "name">;
    /** `dnsName` and `zoneId` are what an alias in DNS names. */
    readonly loadBalancer: Part<"arn" | "arnSuffix" | "name" | "dnsName" | "zoneId">;
    /** One for each port, in their order. */
    readonly targetGroups: readonly Part<"arn" | "arnSuffix" | "name">[];
    /** One for each port, in their order. */
    readonly listeners: readonly Part<"arn">[];
    readonly group: Part<"arn" | "name">;
    /** Of a fleet that follows its load. */
    readonly scalingPolicy: Part<"arn" | "name"> | undefined;

    constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("unikernel:aws:Fleet", name, {}, opts);
        const plan = planOf(name, args, this);
        const security = securityOf(plan);
        const template = templateOf(plan, security.instances);
        const loadBalancer = balancerOf(plan, security.loadBalancer);
        const served = plan.ports.map((port) => {
            const targets = targetsOf(plan, port);
            return { targets, listener: listenerOf(plan, port, { loadBalancer, targets }) };
        });
        const targetGroups = served.map(({ targets }) => targets);
        const group = groupOf(plan, template, targetGroups);

        this.securityGroup = security.instances;
        this.loadBalancerSecurityGroup = security.loadBalancer;
        this.launchTemplate = template;
        this.loadBalancer = loadBalancer;
        this.targetGroups = targetGroups;
        this.listeners = served.map(({ listener }) => listener);
        this.group = group;
        this.scalingPolicy = followsLoad(plan.size) ? scalingOf(plan, group) : undefined;
        this.url = loadBalancer.dnsName.apply((host) => urlOf(host, plan.ports[0] ?? 80));
        this.registerOutputs({ url: this.url });
    }
}
