import { expect, test } from "@jest/globals";
import { process as processHypervisor } from "../../../../provider/host/hypervisors/process";
import { qemu } from "../../../../provider/host/hypervisors/qemu";
import { policyOf } from "../../../../provider/host/lifecycle/policy";
import { formatPolicy } from "../../../../provider/host/local/policy";
import { imageFor } from "../images";

test("by default a failure is tried again five times, and ten seconds are given to end", () => {
    expect(policyOf({ image: imageFor("unix") }, processHypervisor)).toMatchObject({
        ...{ restart: "on-failure", limit: 5, steadySeconds: 60, graceSeconds: 10 },
    });
});

test("what the user asks for is what the supervisor reads", () => {
    const inputs = { image: imageFor("unix"), restart: "always", restartLimit: 2, grace: 0.5 } as const;
    expect(formatPolicy(policyOf(inputs, processHypervisor))).toBe(
        "restart=always\nlimit=2\nsteady=60\ngrace=0.5\nbytes=4194304\nsuccess=0\npermanent=64 126 127\n",
    );
});

test("each rule that reads the console is a line", () => {
    const policy = policyOf({ image: imageFor("virtio") }, qemu);
    const lines = formatPolicy(policy).trim().split("\n");
    expect(lines.filter((line) => line.startsWith("verdict="))).toHaveLength(policy.exit.verdicts.length);
});
