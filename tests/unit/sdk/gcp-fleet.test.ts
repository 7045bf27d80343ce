import { describe, expect, test } from "@jest/globals";
import { Fleet, type FleetArgs } from "../../../tools/sdkgen/overlays/nodejs/gcp/fleet";
import { inputsOf, madeBy } from "./mocks";

const args: FleetArgs = { image: "projects/p/global/images/web-1", region: "europe-west1" };

/** Ends in digits for the project, the stack and the fleet. */
const tag = "web-df6502";

const fleet = (more: Partial<FleetArgs> = {}) =>
    madeBy(() => ({ url: new Fleet("web", { ...args, ...more }).url }));

test("a fleet is these resources with these arguments, and its URL is that of its one address", async () => {
    const { made, outputs } = await fleet();
    expect(outputs.url).toBe("http://203.0.113.7");
    expect(made).toEqual([
        {
            type: "gcp:compute/backendService:BackendService",
            name: "web-80",
            inputs: {
                protocol: "TCP",
                portName: "port-80",
                loadBalancingScheme: "EXTERNAL_MANAGED",
                healthChecks: "web-id",
                backends: [{ group: "group:web", balancingMode: "UTILIZATION", maxUtilization: 0.8 }],
            },
        },
        {
            type: "gcp:compute/firewall:Firewall",
            name: "web",
            inputs: {
                network: "default",
                sourceRanges: ["130.211.0.0/22", "35.191.0.0/16"],
                targetTags: [tag],
                allows: [{ protocol: "tcp", ports: ["80"] }],
            },
        },
        { type: "gcp:compute/globalAddress:GlobalAddress", name: "web", inputs: {} },
        {
            type: "gcp:compute/globalForwardingRule:GlobalForwardingRule",
            name: "web-80",
            inputs: {
                loadBalancingScheme: "EXTERNAL_MANAGED",
                ipProtocol: "TCP",
                ipAddress: "203.0.113.7",
                portRange: "80",
                target: "web-80-id",
            },
        },
        {
            type: "gcp:compute/healthCheck:HealthCheck",
            name: "web",
            inputs: {
                checkIntervalSec: 10,
                timeoutSec: 5,
                healthyThreshold: 2,
                unhealthyThreshold: 2,
                tcpHealthCheck: { port: 80 },
            },
        },
        {
            type: "gcp:compute/instanceTemplate:InstanceTemplate",
            name: "web",
            inputs: {
                namePrefix: "web-",
                machineType: "e2-micro",
                disks: [{ boot: true, autoDelete: true, sourceImage: "projects/p/global/images/web-1" }],
                networkInterfaces: [{ network: "default" }],
                tags: [tag],
            },
        },
        {
            type: "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager",
            name: "web",
            inputs: {
                baseInstanceName: "web",
                region: "europe-west1",
                targetSize: 2,
                versions: [{ instanceTemplate: "unique:web" }],
                namedPorts: [{ name: "port-80", port: 80 }],
                autoHealingPolicies: { healthCheck: "web-id", initialDelaySec: 30 },
                updatePolicy: {
                    type: "PROACTIVE",
                    minimalAction: "REPLACE",
                    replacementMethod: "SUBSTITUTE",
                    maxSurgeFixed: 3,
                    maxUnavailableFixed: 0,
                },
            },
        },
        {
            type: "gcp:compute/targetTCPProxy:TargetTCPProxy",
            name: "web-80",
            inputs: { backendService: "web-80-id" },
        },
        { type: "unikernel:gcp:Fleet", name: "web", inputs: {} },
    ]);
});

describe("what is asked for", () => {
    test("each port has a proxy of its own at the same address", async () => {
        const { made, outputs } = await fleet({ ports: [8080, 443], healthCheck: { path: "/", port: 9000 } });
        expect(outputs.url).toBe("http://203.0.113.7:8080");
        const rules = made.filter(({ type }) => type.endsWith(":GlobalForwardingRule"));
        expect(rules.map(({ inputs }) => [inputs.ipAddress, inputs.portRange, inputs.target])).toEqual([
            ["203.0.113.7", "443", "web-443-id"],
            ["203.0.113.7", "8080", "web-8080-id"],
        ]);
        expect(inputsOf(made, "gcp:compute/firewall:Firewall")?.allows).toEqual([
            { protocol: "tcp", ports: ["8080", "443", "9000"] },
        ]);
        expect(inputsOf(made, "gcp:compute/healthCheck:HealthCheck")).toMatchObject({
            httpHealthCheck: { port: 9000, requestPath: "/" },
        });
    });

    test("arguments, project, network and labels", async () => {
        const { made } = await fleet({
            args: ["--hello=hi", "-v"],
            project: "p",
            network: "net",
            subnetwork: "sub",
            labels: { team: "edge" },
        });
        expect(inputsOf(made, "gcp:compute/instanceTemplate:InstanceTemplate")).toMatchObject({
            project: "p",
            metadata: { "unikernel-args": "--hello=hi\n-v" },
            networkInterfaces: [{ network: "net", subnetwork: "sub" }],
            labels: { team: "edge" },
        });
    });

    test.each([
        ["neither a region nor a zone", { region: undefined }, "a fleet is in a region or in a zone: give one of them"],
        ["both", { zone: "europe-west1-b" }, "a fleet is in a region or in a zone: give one of them"],
        [
            "a subnetwork of no network",
            { subnetwork: "sub" },
            "a subnetwork is part of a network: give `network` as well, for the firewall rule",
        ],
        ["less at most than at least", { min: 3, max: 2 }, "a fleet cannot have at least 3 and at most 2 instances"],
    ])("%s is refused", (_, more, message) => {
        expect(() => new Fleet("web", { ...args, ...more })).toThrow(message);
    });
});

test("everything below can be changed", async () => {
    const description = "changed";
    const { made } = await fleet({
        min: 1,
        max: 2,
        transforms: {
            instanceTemplate: (given) => ({ ...given, description }),
            healthCheck: (given) => ({ ...given, description }),
            group: (given) => ({ ...given, description }),
            autoscaler: (given) => ({ ...given, description }),
            firewall: (given) => ({ ...given, description }),
            address: (given) => ({ ...given, description }),
            backendService: (given) => ({ ...given, description }),
            proxy: (given) => ({ ...given, description }),
            forwardingRule: (given) => ({ ...given, description }),
        },
    });
    const resources = made.filter(({ type }) => type.startsWith("gcp:"));
    expect(resources).toHaveLength(9);
    expect(resources.map(({ inputs }) => inputs.description)).toEqual(resources.map(() => description));
});

test.each<[string, Partial<FleetArgs>, string, Record<string, unknown>]>([
    ["region", {}, "gcp:compute/regionAutoscaler:RegionAutoscaler", { region: "europe-west4" }],
    [
        "zone",
        { region: undefined, zone: "europe-west1-b" },
        "gcp:compute/autoscaler:Autoscaler",
        { zone: "europe-west1-c" },
    ],
])("also the %s of an autoscaler can be changed", async (_, where, type, change) => {
    let before: FleetArgs | undefined;
    const autoscaler = (given: FleetArgs) => {
        before = given;
        return { ...given, ...change };
    };
    const { made } = await fleet({ ...where, min: 1, max: 2, transforms: { autoscaler } });
    expect([before?.region, before?.zone]).toEqual(where.zone === undefined ? [args.region, undefined] : [undefined, where.zone]);
    expect(inputsOf(made, type)).toMatchObject(change);
});
