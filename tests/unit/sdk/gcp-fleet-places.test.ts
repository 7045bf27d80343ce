import { expect, test } from "@jest/globals";
import { Fleet, type FleetArgs } from "../../../tools/sdkgen/overlays/nodejs/gcp/fleet";
import { inputsOf, madeBy } from "./mocks";

const args: FleetArgs = { image: "projects/p/global/images/web-1", region: "europe-west1" };

const fleet = (more: Partial<FleetArgs>) => madeBy(() => ({ url: new Fleet("web", { ...args, ...more }).url }));

test("a fleet of one zone is replaced one instance at a time", async () => {
    const { made } = await fleet({ region: undefined, zone: "europe-west1-b", count: 3 });
    expect(inputsOf(made, "gcp:compute/instanceGroupManager:InstanceGroupManager")).toEqual({
        ...{ baseInstanceName: "web", zone: "europe-west1-b", targetSize: 3 },
        versions: [{ instanceTemplate: "unique:web" }],
        namedPorts: [{ name: "port-80", port: 80 }],
        autoHealingPolicies: { healthCheck: "web-id", initialDelaySec: 30 },
        updatePolicy: {
            ...{ type: "PROACTIVE", minimalAction: "REPLACE", replacementMethod: "SUBSTITUTE" },
            ...{ maxSurgeFixed: 1, maxUnavailableFixed: 0 },
        },
    });
});

test.each([
    ["region", { region: "europe-west1" }, "regionAutoscaler:RegionAutoscaler", "regionI"],
    ["zone", { region: undefined, zone: "europe-west1-b" }, "autoscaler:Autoscaler", "i"],
])("a fleet of a %s with more at most than at least follows its load", async (_, where, type, group) => {
    const { made } = await fleet({ ...where, min: 1, max: 5 });
    expect(inputsOf(made, `gcp:compute/${type}`)).toEqual({
        ...(where.region === undefined ? { zone: "europe-west1-b" } : { region: "europe-west1" }),
        target: "web-id",
        autoscalingPolicy: {
            ...{ minReplicas: 1, maxReplicas: 5, cooldownPeriod: 30 },
            cpuUtilization: { target: 0.6 },
        },
    });
    const groups = made.filter(({ type: one }) => one.startsWith(`gcp:compute/${group}nstanceGroupManager:`));
    expect(groups.map(({ inputs }) => "targetSize" in inputs)).toEqual([false]);
});

test("all that is made is in the project that is named", async () => {
    const { made } = await fleet({ project: "p", min: 1, max: 2 });
    const projects = made.filter(({ type }) => type.startsWith("gcp:")).map(({ inputs }) => inputs.project);
    expect(projects).toEqual(Array.from({ length: 9 }, () => "p"));
});
