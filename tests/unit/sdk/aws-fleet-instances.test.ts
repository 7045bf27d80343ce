import { expect, test } from "@jest/globals";
import { Fleet, type FleetArgs } from "../../../tools/sdkgen/overlays/nodejs/aws/fleet";
import { inputsOf, madeBy } from "./mocks";

const args: FleetArgs = { ami: "ami-1", vpcId: "vpc-1", subnetIds: ["subnet-1"] };

test("tags, the type and the number of the instances, and a load balancer for the VPC alone", async () => {
    const more = { tags: { team: "edge" }, instanceType: "t4g.micro", count: 3, gracePeriod: 90, internal: true };
    const { made } = await madeBy(() => ({ url: new Fleet("web", { ...args, ...more }).url }));
    const tags = { Name: "web", team: "edge" };
    const tagged = made.filter(({ inputs }) => inputs.tags !== undefined);
    expect(tagged.map(({ inputs }) => inputs.tags)).toEqual([
        Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
        ...Array.from({ length: 6 }, () => tags),
    ]);
    expect(inputsOf(made, "aws:ec2/launchTemplate:LaunchTemplate")).toMatchObject({
        instanceType: "t4g.micro",
        tagSpecifications: [{ tags }, { tags }],
    });
    expect(inputsOf(made, "aws:autoscaling/group:Group")).toMatchObject({
        ...{ minSize: 3, maxSize: 3, desiredCapacity: 3, healthCheckGracePeriod: 90 },
        instanceRefresh: { preferences: { instanceWarmup: "90" } },
    });
    expect(inputsOf(made, "aws:lb/loadBalancer:LoadBalancer")?.internal).toBe(true);
});
