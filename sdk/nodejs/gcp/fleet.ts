import * as pulumi from "@pulumi/pulumi";
import type { Part } from "../part";
import { followsLoad } from "../size";
import { urlOf } from "../transform";
import { addressOf, serve } from "./balancer";
import type { FleetArgs } from "./fleet-args";
import { groupOf, scalingOf } from "./group";
import { firewallOf, healthCheckOf } from "./health";
import { planOf } from "./plan";
import { templateOf } from "./template";

export type { FleetArgs, FleetHealthCheck, FleetTransforms } from "./fleet-args";

/**
 * Instances of an image behind one address: an instance template, a managed instance group, a health check, a firewall rule, and
 * a proxy for each port, which connects to the instances' own addresses: a unikernel knows no others. A new image is rolled
 * out without fewer instances than before.
 */
export class Fleet extends pulumi.ComponentResource {
    /** Where the first port is reached: `http://203.0.113.7`. */
    readonly url: pulumi.Output<string>;
    readonly instanceTemplate: Part<"name" | "selfLink" | "selfLinkUnique">;
    readonly healthCheck: Part<"name" | "selfLink">;
    /** Of a region or of a zone. */
    readonly group: Part<"name" | "selfLink" | "instanceGroup">;
    /** Of a fleet that follows its load. */
    readonly autoscaler: Part<"name" | "selfLink"> | undefined;
    readonly firewall: Part<"name" | "selfLink">;
    /** Its `address` is what a record in DNS names. */
    readonly address: Part<"name" | "selfLink" | "address">;
    /** One for each port, in their order. */
    readonly backendServices: readonly Part<"name" | "selfLink">[];
    /** One for each port, in their order. */
    readonly proxies: readonly Part<"name" | "selfLink">[];
    /** One for each port, in their order. */
    readonly forwardingRules: readonly Part<"name" | "selfLink">[];

    constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("unikernel:gcp:Fleet", name, {}, opts);
        const plan = planOf(name, args, this);
        const template = templateOf(plan);
        const healthCheck = healthCheckOf(plan);
        const group = groupOf(plan, template, healthCheck);
        const address = addressOf(plan);
        const served = plan.ports.map((port) => serve(plan, port, { address, group, healthCheck }));

        this.instanceTemplate = template;
        this.healthCheck = healthCheck;
        this.group = group;
        this.autoscaler = followsLoad(plan.size) ? scalingOf(plan, group) : undefined;
        this.firewall = firewallOf(plan);
        this.address = address;
        this.backendServices = served.map(({ backendService }) => backendService);
        this.proxies = served.map(({ proxy }) => proxy);
        this.forwardingRules = served.map(({ forwardingRule }) => forwardingRule);
        this.url = address.address.apply((host) => urlOf(host, plan.ports[0] ?? 80));
        this.registerOutputs({ url: this.url });
    }
}
