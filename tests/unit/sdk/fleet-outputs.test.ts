import { expect, test } from "@jest/globals";
import { Fleet as AwsFleet } from "../../../tools/sdkgen/overlays/nodejs/aws/fleet";
import { Fleet as GcpFleet } from "../../../tools/sdkgen/overlays/nodejs/gcp/fleet";
import { madeBy } from "./mocks";

const served = { ports: [80, 443], min: 1, max: 2 };

test("AWS: what a DNS alias, an alarm or another resource refers to is typed, and known", async () => {
    const { outputs } = await madeBy(() => {
        const made = new AwsFleet("web", { ami: "ami-1", vpcId: "vpc-1", subnetIds: ["subnet-1"], ...served });
        const { loadBalancer, group, targetGroups, listeners, scalingPolicy, loadBalancerSecurityGroup } = made;
        return {
            alias: [loadBalancer.dnsName, loadBalancer.zoneId],
            group: group.name,
            targets: targetGroups.map(({ arn }) => arn),
            listeners: listeners.map(({ arn }) => arn),
            policy: scalingPolicy?.arn,
            clients: loadBalancerSecurityGroup.arn,
        };
    });
    expect(outputs).toEqual({
        alias: ["web.elb.example.org", "zone:web"],
        group: "web-asg",
        targets: ["arn:TargetGroup:web-80", "arn:TargetGroup:web-443"],
        listeners: ["arn:Listener:web-80", "arn:Listener:web-443"],
        policy: "arn:Policy:web",
        clients: "arn:SecurityGroup:web-load-balancer",
    });
});

test("Google Cloud: what a DNS record or another resource refers to is typed, and known", async () => {
    const { outputs } = await madeBy(() => {
        const made = new GcpFleet("web", { image: "web-1", region: "europe-west1", ...served });
        const { address, group, autoscaler, backendServices, proxies, forwardingRules } = made;
        return {
            record: address.address,
            group: group.instanceGroup,
            autoscaler: autoscaler?.id,
            passed: [backendServices, proxies, forwardingRules].map((all) => all.map(({ id }) => id)),
        };
    });
    expect(outputs).toEqual({
        record: "203.0.113.7",
        group: "group:web",
        autoscaler: "web-id",
        passed: Array.from({ length: 3 }, () => ["web-80-id", "web-443-id"]),
    });
});
