import { describe, expect, test } from "@jest/globals";
import { Fleet, type FleetArgs } from "../../../tools/sdkgen/overlays/nodejs/aws/fleet";
import { inputsOf, madeBy } from "./mocks";

const args: FleetArgs = { ami: "ami-1", vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };

const fleet = (more: Partial<FleetArgs> = {}) =>
    madeBy(() => ({ url: new Fleet("web", { ...args, ...more }).url }));

test("a fleet is these resources with these arguments, and its URL is that of the load balancer", async () => {
    const { made, outputs } = await fleet();
    const tags = { Name: "web" };
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
                        autoRollback: true,
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
                ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
                egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
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
                deregistrationDelay: 30,
                healthCheck: {
                    protocol: "TCP",
                    port: "traffic-port",
                    interval: 10,
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

    test("the AMI of a region that is named", async () => {
        const { made } = await fleet({ ami: { "us-east-1": "ami-us", "eu-west-1": "ami-eu" }, region: "us-east-1" });
        expect(inputsOf(made, "aws:ec2/launchTemplate:LaunchTemplate")?.imageId).toBe("ami-us");
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
            ...{ protocol: "HTTP", path: "/health", port: "81", interval: 5 },
            ...{ healthyThreshold: 3, unhealthyThreshold: 3 },
        });
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

test("everything below can be changed", async () => {
    const { made } = await fleet({
        min: 1,
        max: 2,
        transforms: {
            securityGroup: (given) => ({ ...given, description: "changed" }),
            launchTemplate: (given) => ({ ...given, ebsOptimized: "true" }),
            loadBalancer: (given) => ({ ...given, enableDeletionProtection: true }),
            targetGroup: (given) => ({ ...given, preserveClientIp: "true" }),
            listener: (given) => ({ ...given, tcpIdleTimeoutSeconds: 60 }),
            group: (given) => ({ ...given, maxInstanceLifetime: 86_400 }),
            scalingPolicy: (given) => ({ ...given, estimatedInstanceWarmup: 5 }),
        },
    });
    expect(inputsOf(made, "aws:ec2/securityGroup:SecurityGroup")).toHaveProperty("description", "changed");
    expect(inputsOf(made, "aws:ec2/launchTemplate:LaunchTemplate")).toHaveProperty("ebsOptimized", "true");
    expect(inputsOf(made, "aws:lb/loadBalancer:LoadBalancer")).toHaveProperty("enableDeletionProtection", true);
    expect(inputsOf(made, "aws:lb/targetGroup:TargetGroup")).toHaveProperty("preserveClientIp", "true");
    expect(inputsOf(made, "aws:lb/listener:Listener")).toHaveProperty("tcpIdleTimeoutSeconds", 60);
    expect(inputsOf(made, "aws:autoscaling/group:Group")).toHaveProperty("maxInstanceLifetime", 86_400);
    expect(inputsOf(made, "aws:autoscaling/policy:Policy")).toHaveProperty("estimatedInstanceWarmup", 5);
});
