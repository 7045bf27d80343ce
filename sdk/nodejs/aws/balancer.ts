import type * as pulumi from "@pulumi/pulumi";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { transformed } from "../transform";
import type { FleetHealthCheck } from "./fleet-args";
import { balancerName } from "./names";
import type { Plan } from "./plan";

export function balancerOf(plan: Plan, securityGroup: pulumi.CustomResource): LoadBalancer {
    const { name, region, internal = false, subnetIds, tags, transforms, own } = plan;
    return new LoadBalancer(
        balancerName(name),
        transformed(transforms.loadBalancer, {
            region,
            loadBalancerType: "network",
            internal,
            subnets: subnetIds,
            securityGroups: [securityGroup.id],
            enableCrossZoneLoadBalancing: true,
            tags,
        }),
        own,
    );
}

/**
 * How long a target that goes away is kept is left to AWS, which says five minutes: a network load balancer sends it new
 * connections for up to three of them.
 */
export function targetsOf(
    { name, region, vpcId, healthCheck, tags, transforms, own }: Plan,
    port: number,
): TargetGroup {
    return new TargetGroup(
        balancerName(name, port),
        transformed(transforms.targetGroup, {
            region,
            vpcId,
            port,
            protocol: "TCP",
            targetType: "instance",
            healthCheck: healthCheckOf(healthCheck),
            tags,
        }),
        own,
    );
}

export function listenerOf(
    { name, region, tags, transforms, own }: Plan,
    port: number,
    { loadBalancer, targets }: { loadBalancer: LoadBalancer; targets: TargetGroup },
): Listener {
    return new Listener(
        `${name}-${port}`,
        transformed(transforms.listener, {
            region,
            loadBalancerArn: loadBalancer.arn,
            port,
            protocol: "TCP",
            defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
            tags,
        }),
        own,
    );
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
