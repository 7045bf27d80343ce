import { describe, expect, test } from "@jest/globals";
import { Fleet, type FleetArgs, type FleetTransforms } from "../../../tools/sdkgen/overlays/nodejs/aws/fleet";
import { inputsOf, madeBy } from "./mocks";

const args: FleetArgs = { ami: "ami-1", vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };

const fleet = (more: Partial<FleetArgs> = {}) =>
    madeBy(() => ({ url: new Fleet("web", { ...args, ...more }).url }));

test("a fleet is these resources with these arguments, and its URL is that of the load balancer", async () => {
    const { made, outputs } = await fleet();
    const tags = { Name: "web" };
    const port80 = { protocol: "tcp", fromPort: 80, toPort: 80 };
    const egress = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];
    expect(outputs.url).toBe("http://web.elb.example.org");
    expect(made).toEqual([
        {
            type: "aws:autoscaling/group:Group",
            name: "web",
            inputs: {
                minSize: 2,
                maxSize: 2,
                desiredCapacity: 2,
                vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
                targetGroupArns: ["arn:TargetGroup:web-80"],
                healthCheckType: "ELB",
                healthCheckGracePeriod: 30,
                launchTemplate: { id: "web-id", version: "7" },
                instanceRefresh: {
                    strategy: "Rolling",
                    preferences: {
                        minHealthyPercentage: 100,
                        maxHealthyPercentage: 200,
                        instanceWarmup: "30",
                        autoRollback: false,
                    },
                },
                tags: [{ key: "Name", value: "web", propagateAtLaunch: true }],
            },
        },
        {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "web",
            inputs: {
                imageId: "ami-1",
                instanceType: "t3.micro",
                vpcSecurityGroupIds: ["web-id"],
                metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
                updateDefaultVersion: true,
                tagSpecifications: [
                    { resourceType: "instance", tags },
                    { resourceType: "volume", tags },
                ],
                tags,
            },
        },
        {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "web",
            inputs: {
                description: "Instances of web",
                vpcId: "vpc-1",
                ingress: [{ ...port80, securityGroups: ["web-load-balancer-id"] }],
                egress,
                tags,
            },
        },
        {
            type: "aws:ec2/securityGroup:SecurityGroup",
            name: "web-load-balancer",
            inputs: {
                description: "Load balancer of web",
                vpcId: "vpc-1",
                ingress: [{ ...port80, cidrBlocks: ["0.0.0.0/0"] }],
                egress,
                tags,
            },
        },
        {
            type: "aws:lb/listener:Listener",
            name: "web-80",
            inputs: {
                loadBalancerArn: "arn:LoadBalancer:web",
                port: 80,
                protocol: "TCP",
                defaultActions: [{ type: "forward", targetGroupArn: "arn:TargetGroup:web-80" }],
                tags,
            },
        },
        {
            type: "aws:lb/loadBalancer:LoadBalancer",
            name: "web",
            inputs: {
                loadBalancerType: "network",
                internal: false,
                subnets: ["subnet-1", "subnet-2"],
                securityGroups: ["web-load-balancer-id"],
                enableCrossZoneLoadBalancing: true,
                tags,
            },
        },
        {
            type: "aws:lb/targetGroup:TargetGroup",
            name: "web-80",
            inputs: {
                vpcId: "vpc-1",
                port: 80,
                protocol: "TCP",
                targetType: "instance",
                healthCheck: {
                    protocol: "TCP",
                    port: "traffic-port",
                    interval: 10,
                    timeout: 5,
                    healthyThreshold: 2,
                    unhealthyThreshold: 2,
                },
                tags,
            },
        },
        { type: "unikernel:aws:Fleet", name: "web", inputs: {} },
    ]);
});

describe("what is asked for", () => {
    test("the AMI of the provider's own region is taken out of those of several", async () => {
        const { made } = await fleet({ ami: { "us-east-1": "ami-us", "eu-west-1": "ami-eu" } });
        expect(inputsOf(made, "aws:ec2/launchTemplate:LaunchTemplate")?.imageId).toBe("ami-eu");
    });

    test("all that is made is in a region that is named, and its AMI is that region's", async () => {
        const ami = { "us-east-1": "ami-us", "eu-west-1": "ami-eu" };
        const { made } = await fleet({ ami, region: "us-east-1", min: 1, max: 2 });
        expect(inputsOf(made, "aws:ec2/launchTemplate:LaunchTemplate")?.imageId).toBe("ami-us");
        const regions = made.filter(({ type }) => type.startsWith("aws:")).map(({ inputs }) => inputs.region);
        expect(regions).toEqual(Array.from({ length: 8 }, () => "us-east-1"));
    });

    test("each port has a listener and targets, and the URL names one that is not 80", async () => {
        const { made, outputs } = await fleet({ ports: [8080, 443] });
        expect(outputs.url).toBe("http://web.elb.example.org:8080");
        const names = made.filter(({ type }) => type === "aws:lb/listener:Listener").map(({ name }) => name);
        expect(names).toEqual(["web-443", "web-8080"]);
        expect(inputsOf(made, "aws:autoscaling/group:Group")?.targetGroupArns).toEqual([
            "arn:TargetGroup:web-8080",
            "arn:TargetGroup:web-443",
        ]);
    });

    test("a fleet with more at most than at least follows its load", async () => {
        const { made } = await fleet({ min: 1, max: 5 });
        expect(inputsOf(made, "aws:autoscaling/group:Group")).toMatchObject({ minSize: 1, maxSize: 5 });
        expect(inputsOf(made, "aws:autoscaling/group:Group")).not.toHaveProperty("desiredCapacity");
        expect(inputsOf(made, "aws:autoscaling/policy:Policy")).toEqual({
            autoscalingGroupName: "web-asg",
            policyType: "TargetTrackingScaling",
            targetTrackingConfiguration: {
                predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
                targetValue: 60,
            },
        });
    });

    test("health is asked for over HTTP where a path is given", async () => {
        const { made } = await fleet({ healthCheck: { path: "/health", port: 81, interval: 5, threshold: 3 } });
        expect(inputsOf(made, "aws:lb/targetGroup:TargetGroup")?.healthCheck).toEqual({
            ...{ protocol: "HTTP", path: "/health", port: "81", interval: 5, timeout: 4 },
            ...{ healthyThreshold: 3, unhealthyThreshold: 3 },
        });
    });

    test("only some may connect, and the load balancer still finds the instances healthy, on a port of its own", async () => {
        const { made } = await fleet({ allowedCidrs: ["203.0.113.0/24"], healthCheck: { path: "/", port: 81 } });
        const group = "aws:ec2/securityGroup:SecurityGroup";
        expect(inputsOf(made, group, "web-load-balancer")?.ingress).toEqual([
            { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["203.0.113.0/24"] },
        ]);
        expect(inputsOf(made, group, "web")?.ingress).toEqual([
            { protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: ["web-load-balancer-id"] },
            { protocol: "tcp", fromPort: 81, toPort: 81, securityGroups: ["web-load-balancer-id"] },
        ]);
    });

    test("arguments are the instances' user data, a line each", async () => {
        const { made } = await fleet({ args: ["--hello=hi", "-v"] });
        const { userData } = inputsOf(made, "aws:ec2/launchTemplate:LaunchTemplate") ?? {};
        expect(Buffer.from(String(userData), "base64").toString()).toBe("--hello=hi\n-v");
    });

    test("what cannot be is refused", () => {
        expect(() => new Fleet("web", { ...args, min: 3, max: 2 })).toThrow(
            "a fleet cannot have at least 3 and at most 2 instances",
        );
    });
});

test.each<[transform: keyof FleetTransforms, type: string, name: string, change: Record<string, unknown>]>([
    ["securityGroup", "aws:ec2/securityGroup:SecurityGroup", "web", { description: "changed" }],
    ["loadBalancerSecurityGroup", "aws:ec2/securityGroup:SecurityGroup", "web-load-balancer", { name: "lb" }],
    ["launchTemplate", "aws:ec2/launchTemplate:LaunchTemplate", "web", { ebsOptimized: "true" }],
    ["loadBalancer", "aws:lb/loadBalancer:LoadBalancer", "web", { enableDeletionProtection: true }],
    ["targetGroup", "aws:lb/targetGroup:TargetGroup", "web-80", { preserveClientIp: "true" }],
    ["listener", "aws:lb/listener:Listener", "web-80", { tcpIdleTimeoutSeconds: 60 }],
    ["group", "aws:autoscaling/group:Group", "web", { maxInstanceLifetime: 86_400 }],
    ["scalingPolicy", "aws:autoscaling/policy:Policy", "web", { estimatedInstanceWarmup: 5 }],
])("a program can change what is below: %s", async (transform, type, name, change) => {
    const transforms = { [transform]: (given: object) => ({ ...given, ...change }) };
    const { made } = await fleet({ min: 1, max: 2, transforms });
    expect(inputsOf(made, type, name)).toMatchObject(change);
});
