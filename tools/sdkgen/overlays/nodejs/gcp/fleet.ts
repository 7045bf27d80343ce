import * as pulumi from "@pulumi/pulumi";
import { Autoscaler } from "@pulumi/gcp/compute/autoscaler";
import { BackendService } from "@pulumi/gcp/compute/backendService";
import { Firewall } from "@pulumi/gcp/compute/firewall";
import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule";
import { HealthCheck, type HealthCheckArgs } from "@pulumi/gcp/compute/healthCheck";
import { InstanceGroupManager } from "@pulumi/gcp/compute/instanceGroupManager";
import { InstanceTemplate } from "@pulumi/gcp/compute/instanceTemplate";
import { RegionAutoscaler } from "@pulumi/gcp/compute/regionAutoscaler";
import { RegionInstanceGroupManager } from "@pulumi/gcp/compute/regionInstanceGroupManager";
import { TargetTCPProxy } from "@pulumi/gcp/compute/targetTCPProxy";
import { sizeOf } from "../size";
import type { FleetArgs, FleetHealthCheck } from "./fleet-args";
import { transformed, urlOf } from "../transform";

/** From where Google checks health and passes connections on. */
const google = ["130.211.0.0/22", "35.191.0.0/16"];

export type { FleetArgs, FleetHealthCheck, FleetTransforms } from "./fleet-args";

/**
 * Instances of an image behind one address: an instance template, a managed instance group, a health check, a firewall rule, and
 * a proxy for each port, which connects to the instances' own addresses: a unikernel knows no others. A new image is rolled
 * out without fewer instances than before.
 */
export class Fleet extends pulumi.ComponentResource {
    /** Where the first port is reached: `http://203.0.113.7`. */
    readonly url: pulumi.Output<string>;
    readonly instanceTemplate: pulumi.CustomResource;
    readonly healthCheck: pulumi.CustomResource;
    readonly group: pulumi.CustomResource;
    readonly firewall: pulumi.CustomResource;
    readonly address: pulumi.CustomResource;

    constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("unikernel:gcp:Fleet", name, {}, opts);
        if ((args.region === undefined) === (args.zone === undefined))
            throw new Error("a fleet is in a region or in a zone: give one of them");
        const own = { parent: this };
        const { ports = [80], transforms = {}, project } = args;
        const network = args.network ?? "default";

        const instanceTemplate = new InstanceTemplate(
            name,
            transformed(transforms.instanceTemplate, {
                project,
                namePrefix: `${name}-`,
                machineType: args.machineType ?? "e2-micro",
                disks: [{ boot: true, autoDelete: true, sourceImage: args.image }],
                networkInterfaces: [
                    args.subnetwork === undefined ? { network } : { network, subnetwork: args.subnetwork },
                ],
                tags: [name],
                labels: args.labels,
                metadata: args.args && {
                    "unikernel-args": pulumi.output(args.args).apply((list) => list.join("\n")),
                },
            }),
            // The group uses the old one until it has the new one.
            { ...own, deleteBeforeReplace: false },
        );

        const healthCheck = new HealthCheck(
            name,
            transformed(transforms.healthCheck, { project, ...healthCheckOf(args.healthCheck, ports) }),
            own,
        );

        const group = groupOf(this, name, args, { ports, instanceTemplate, healthCheck });

        const size = sizeOf(args);
        if (size.max > size.min) scale(this, name, args, { ...size, group });

        const firewall = new Firewall(
            name,
            transformed(transforms.firewall, {
                project,
                network,
                sourceRanges: google,
                targetTags: [name],
                allows: [
                    {
                        protocol: "tcp",
                        ports: [...new Set([...ports, args.healthCheck?.port ?? 0])]
                            .filter(Boolean)
                            .map(String),
                    },
                ],
            }),
            own,
        );

        const address = new GlobalAddress(name, transformed(transforms.address, { project }), own);
        for (const port of ports) {
            const part = `${name}-${port}`;
            const backend = new BackendService(
                part,
                transformed(transforms.backendService, {
                    project,
                    protocol: "TCP",
                    portName: portName(port),
                    loadBalancingScheme: "EXTERNAL_MANAGED",
                    healthChecks: healthCheck.id,
                    backends: [
                        {
                            group: group.instanceGroup,
                            balancingMode: "UTILIZATION",
                            maxUtilization: 0.8,
                        },
                    ],
                }),
                own,
            );
            const proxy = new TargetTCPProxy(
                part,
                transformed(transforms.proxy, { project, backendService: backend.id }),
                own,
            );
            new GlobalForwardingRule(
                part,
                transformed(transforms.forwardingRule, {
                    project,
                    loadBalancingScheme: "EXTERNAL_MANAGED",
                    ipProtocol: "TCP",
                    ipAddress: address.address,
                    portRange: String(port),
                    target: proxy.id,
                }),
                own,
            );
        }

        this.instanceTemplate = instanceTemplate;
        this.healthCheck = healthCheck;
        this.group = group;
        this.firewall = firewall;
        this.address = address;
        this.url = address.address.apply((host) => urlOf(host, ports[0] ?? 80));
        this.registerOutputs({ url: this.url });
    }
}

const portName = (port: number): string => `port-${port}`;

interface Parts {
    readonly ports: readonly number[];
    readonly instanceTemplate: InstanceTemplate;
    readonly healthCheck: HealthCheck;
}

function groupOf(
    fleet: Fleet,
    name: string,
    args: FleetArgs,
    { ports, instanceTemplate, healthCheck }: Parts,
): RegionInstanceGroupManager | InstanceGroupManager {
    const { zone, region, project, transforms = {}, gracePeriod = 30 } = args;
    const size = sizeOf(args);
    const common = {
        project,
        baseInstanceName: name,
        // A group that follows its load decides that itself.
        ...(size.max > size.min ? {} : { targetSize: size.count }),
        versions: [{ instanceTemplate: instanceTemplate.selfLinkUnique }],
        namedPorts: ports.map((port) => ({ name: portName(port), port })),
        autoHealingPolicies: { healthCheck: healthCheck.id, initialDelaySec: gracePeriod },
    };
    const policy = { type: "PROACTIVE", minimalAction: "REPLACE", replacementMethod: "SUBSTITUTE" };
    const own = { parent: fleet };
    if (zone !== undefined) {
        const updatePolicy = { ...policy, maxSurgeFixed: 1, maxUnavailableFixed: 0 };
        return new InstanceGroupManager(
            name,
            transformed(transforms.group, { ...common, zone, updatePolicy }),
            own,
        );
    }
    // Of a region it is a number of instances for each of its three zones.
    const updatePolicy = { ...policy, maxSurgeFixed: 3, maxUnavailableFixed: 0 };
    return new RegionInstanceGroupManager(
        name,
        transformed(transforms.group, { ...common, region, updatePolicy }),
        own,
    );
}

function scale(
    fleet: Fleet,
    name: string,
    args: FleetArgs,
    { min, max, group }: { min: number; max: number; group: pulumi.CustomResource },
): void {
    const { zone, region, project, transforms = {}, gracePeriod = 30 } = args;
    const given = transformed(transforms.autoscaler, {
        project,
        target: group.id,
        autoscalingPolicy: {
            minReplicas: min,
            maxReplicas: max,
            cooldownPeriod: gracePeriod,
            cpuUtilization: { target: 0.6 },
        },
    });
    const own = { parent: fleet };
    if (zone === undefined) new RegionAutoscaler(name, { ...given, region }, own);
    else new Autoscaler(name, { ...given, zone }, own);
}

function healthCheckOf(
    { path, port, interval = 10, threshold = 2 }: FleetHealthCheck = {},
    ports: readonly number[],
): HealthCheckArgs {
    const at = port ?? ports[0] ?? 80;
    return {
        checkIntervalSec: interval,
        timeoutSec: Math.min(interval, 5),
        healthyThreshold: threshold,
        unhealthyThreshold: threshold,
        ...(path === undefined
            ? { tcpHealthCheck: { port: at } }
            : { httpHealthCheck: { port: at, requestPath: path } }),
    };
}
