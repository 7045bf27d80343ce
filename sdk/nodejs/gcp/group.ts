import { Autoscaler } from "@pulumi/gcp/compute/autoscaler";
import type { HealthCheck } from "@pulumi/gcp/compute/healthCheck";
import { InstanceGroupManager } from "@pulumi/gcp/compute/instanceGroupManager";
import type { InstanceTemplate } from "@pulumi/gcp/compute/instanceTemplate";
import { RegionAutoscaler } from "@pulumi/gcp/compute/regionAutoscaler";
import { RegionInstanceGroupManager } from "@pulumi/gcp/compute/regionInstanceGroupManager";
import { followsLoad } from "../size";
import { transformed } from "../transform";
import type { Plan } from "./plan";

export type Group = RegionInstanceGroupManager | InstanceGroupManager;

/** What a proxy knows a port of the instances by. */
export const portName = (port: number): string => `port-${port}`;

/** The instances, as many as are asked for, in one zone or over those of a region. */
export function groupOf(plan: Plan, template: InstanceTemplate, healthCheck: HealthCheck): Group {
    const { names, project, ports, size, gracePeriod, zone, region, transforms, own } = plan;
    const common = {
        project,
        baseInstanceName: names.stem,
        // A group that follows its load decides that itself.
        ...(followsLoad(size) ? {} : { targetSize: size.count }),
        versions: [{ instanceTemplate: template.selfLinkUnique }],
        namedPorts: ports.map((port) => ({ name: portName(port), port })),
        autoHealingPolicies: { healthCheck: healthCheck.id, initialDelaySec: gracePeriod },
    };
    if (zone !== undefined) {
        const given = { ...common, zone, updatePolicy: replacing(1) };
        return new InstanceGroupManager(names.stem, transformed(transforms.group, given), own);
    }
    // Of a region it is a number of instances for each of its three zones.
    const given = { ...common, region, updatePolicy: replacing(3) };
    return new RegionInstanceGroupManager(names.stem, transformed(transforms.group, given), own);
}

/** New instances first, so many at a time. */
const replacing = (maxSurgeFixed: number) => ({
    type: "PROACTIVE",
    minimalAction: "REPLACE",
    replacementMethod: "SUBSTITUTE",
    maxSurgeFixed,
    maxUnavailableFixed: 0,
});

/** As many instances as keep their processors busy, no more. */
export function scalingOf(plan: Plan, group: Group): RegionAutoscaler | Autoscaler {
    const { names, project, size, gracePeriod, zone, region, transforms, own } = plan;
    const common = {
        project,
        target: group.id,
        autoscalingPolicy: {
            minReplicas: size.min,
            maxReplicas: size.max,
            cooldownPeriod: gracePeriod,
            cpuUtilization: { target: 0.6 },
        },
    };
    return zone === undefined
        ? new RegionAutoscaler(names.stem, transformed(transforms.autoscaler, { ...common, region }), own)
        : new Autoscaler(names.stem, transformed(transforms.autoscaler, { ...common, zone }), own);
}
