import * as pulumi from "@pulumi/pulumi";
import { Group } from "@pulumi/aws/autoscaling/group";
import { Policy } from "@pulumi/aws/autoscaling/policy";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { sizeOf } from "../size";
import type { FleetArgs, FleetHealthCheck } from "./fleet-args";
import { securityOf } from "./security";
import { transformed, urlOf } from "../transform";

export type { FleetArgs, FleetHealthCheck, FleetTransforms } from "./fleet-args";

/**
 * Instances of an AMI behind a network load balancer: a launch template, an auto scaling group, security groups of both, and a target
 * group and a listener for each port. A new AMI is rolled out by an instance refresh, without fewer instances than before.
 */
export class Fleet extends pulumi.ComponentResource {
    /** Where the first port is reached: `http://web-0123456789abcdef.elb.eu-west-1.amazonaws.com`. */
    readonly url: pulumi.Output<string>;
    readonly securityGroup: pulumi.CustomResource;
    readonly launchTemplate: pulumi.CustomResource;
    readonly loadBalancer: pulumi.CustomResource;
    readonly targetGroups: readonly pulumi.CustomResource[];
    readonly group: pulumi.CustomResource;

    constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("unikernel:aws:Fleet", name, {}, opts);
        const own = { parent: this };
        const { region, ports = [80], transforms = {}, tags = {}, internal = false } = args;
        const named = { Name: name, ...tags };

        const security = securityOf(name, args, ports, named, own);

        const launchTemplate = new LaunchTemplate(
            name,
            transformed(transforms.launchTemplate, {
                region,
                imageId: amiOf(args, own),
                instanceType: args.instanceType ?? "t3.micro",
                vpcSecurityGroupIds: [security.instances.id],
                metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
                updateDefaultVersion: true,
                userData: args.args && pulumi.output(args.args).apply((list) => base64(list.join("\n"))),
                tagSpecifications: ["instance", "volume"].map((resourceType) => ({
                    resourceType,
                    tags: named,
                })),
                tags: named,
            }),
            own,
        );

        const loadBalancer = new LoadBalancer(
            name,
            transformed(transforms.loadBalancer, {
                region,
                loadBalancerType: "network",
                internal,
                subnets: args.subnetIds,
                securityGroups: [security.loadBalancer.id],
                enableCrossZoneLoadBalancing: true,
                tags: named,
            }),
            own,
        );

        const targetGroups = ports.map((port) => {
            const part = `${name}-${port}`;
            const targets = new TargetGroup(
                part,
                transformed(transforms.targetGroup, {
                    region,
                    vpcId: args.vpcId,
                    port,
                    protocol: "TCP",
                    targetType: "instance",
                    deregistrationDelay: 30,
                    healthCheck: healthCheckOf(args.healthCheck),
                    tags: named,
                }),
                own,
            );
            new Listener(
                part,
                transformed(transforms.listener, {
                    region,
                    loadBalancerArn: loadBalancer.arn,
                    port,
                    protocol: "TCP",
                    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
                    tags: named,
                }),
                own,
            );
            return targets;
        });

        const size = sizeOf(args);
        const group = new Group(
            name,
            transformed(transforms.group, {
                region,
                minSize: size.min,
                maxSize: size.max,
                // A group that follows its load decides that itself.
                ...(size.max > size.min ? {} : { desiredCapacity: size.count }),
                vpcZoneIdentifiers: args.subnetIds,
                targetGroupArns: targetGroups.map(({ arn }) => arn),
                healthCheckType: "ELB",
                healthCheckGracePeriod: args.gracePeriod ?? 30,
                // Its number, which changes with the AMI: `$Latest` would not be seen to change.
                launchTemplate: {
                    id: launchTemplate.id,
                    version: launchTemplate.latestVersion.apply(String),
                },
                instanceRefresh: {
                    strategy: "Rolling",
                    preferences: {
                        minHealthyPercentage: 100,
                        maxHealthyPercentage: 200,
                        instanceWarmup: String(args.gracePeriod ?? 30),
                        // The AMI to go back to is gone by then: an update removes it when it has told AWS of the new one.
                        autoRollback: false,
                    },
                },
                tags: Object.entries(named).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
            }),
            own,
        );

        if (size.max > size.min) {
            new Policy(
                name,
                transformed(transforms.scalingPolicy, {
                    region,
                    autoscalingGroupName: group.name,
                    policyType: "TargetTrackingScaling",
                    targetTrackingConfiguration: {
                        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
                        targetValue: 60,
                    },
                }),
                own,
            );
        }

        this.securityGroup = security.instances;
        this.launchTemplate = launchTemplate;
        this.loadBalancer = loadBalancer;
        this.targetGroups = targetGroups;
        this.group = group;
        this.url = loadBalancer.dnsName.apply((host) => urlOf(host, ports[0] ?? 80));
        this.registerOutputs({ url: this.url });
    }
}

function amiOf({ ami, region }: FleetArgs, opts: pulumi.InvokeOptions): pulumi.Output<string> {
    return pulumi.output(ami).apply((found) => {
        if (typeof found === "string") return pulumi.output(found);
        const where = region === undefined ? getRegionOutput({}, opts).region : pulumi.output(region);
        return where.apply((name) => {
            const id = found[name];
            if (id !== undefined) return id;
            throw new Error(
                `there is no AMI for ${name}, only for ${Object.keys(found).join(", ") || "no region at all"}`,
            );
        });
    });
}

function healthCheckOf({
    path,
    protocol,
    port,
    interval = 10,
    threshold = 2,
}: FleetHealthCheck = {}): TargetGroupArgs["healthCheck"] {
    return {
        protocol: protocol ?? (path === undefined ? "TCP" : "HTTP"),
        path,
        port: port === undefined ? "traffic-port" : String(port),
        interval,
        // Seconds. AWS wants it shorter than the interval, and its own default is longer than the shortest of those.
        timeout: Math.max(2, Math.min(5, interval - 1)),
        healthyThreshold: threshold,
        unhealthyThreshold: threshold,
    };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
