import { Group } from "@pulumi/aws/autoscaling/group";
import { Policy } from "@pulumi/aws/autoscaling/policy";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { followsLoad } from "../size";
import { transformed } from "../transform";
import type { Plan } from "./plan";

/** The instances, as many as are asked for, each a target of every port's. */
export function groupOf(plan: Plan, template: LaunchTemplate, targetGroups: readonly TargetGroup[]): Group {
    const { name, region, subnetIds, size, gracePeriod, tags, transforms, own } = plan;
    return new Group(
        name,
        transformed(transforms.group, {
            region,
            minSize: size.min,
            maxSize: size.max,
            // A group that follows its load decides that itself.
            ...(followsLoad(size) ? {} : { desiredCapacity: size.count }),
            vpcZoneIdentifiers: subnetIds,
            targetGroupArns: targetGroups.map(({ arn }) => arn),
            healthCheckType: "ELB",
            healthCheckGracePeriod: gracePeriod,
            // Its number, which changes with the AMI: `$Latest` would not be seen to change.
            launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
            instanceRefresh: refreshAfter(gracePeriod),
            tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
        }),
        own,
    );
}

/** The AMI to go back to is gone when a refresh fails: an update removes it when it has told AWS of the new one. */
const refreshAfter = (gracePeriod: number) => ({
    strategy: "Rolling",
    preferences: {
        minHealthyPercentage: 100,
        maxHealthyPercentage: 200,
        instanceWarmup: String(gracePeriod),
        autoRollback: false,
    },
});

/** As many instances as keep their processors busy, no more. */
export function scalingOf({ name, region, transforms, own }: Plan, group: Group): Policy {
    return new Policy(
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
