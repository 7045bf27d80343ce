import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import type { InstanceOutputs } from "../../../../provider/host/outputs";
import { needsRestart, portsAltered, repairOf } from "../../../../provider/host/lifecycle/repair";

const ended = { state: "exited", exitStatus: 0, exitReason: "it ended by itself" } as const;
const failed = { state: "exited", exitStatus: 1, exitReason: "it reported a failure" } as const;
const failing = { ...failed, state: "restarting" } as const;
const probe = { console: "ready" };

test.each<[string, Partial<InstanceOutputs>, Partial<InstanceInputs>, string | undefined]>([
    ["runs", { state: "running" }, {}, undefined],
    ["runs, with its probe passed", { state: "running", bootSeconds: 1 }, { probe }, undefined],
    ["runs, with its probe not passed", { state: "running" }, { probe }, "wait"],
    ["is gone", { state: "gone" }, {}, "start"],
    ["failed", failed, {}, "start"],
    ["failed after its probe had passed", { ...failed, bootSeconds: 1 }, { probe }, "start"],
    ["failed, and is not to be restarted", failed, { restart: "no" }, "start"],
    ["has done its work", ended, {}, undefined],
    ["has done its work, and passed its probe", { ...ended, bootSeconds: 1 }, { probe }, undefined],
    ["has ended before its probe passed", ended, { probe }, "start"],
    ["has ended, and is always to run", ended, { restart: "always" }, "start"],
    ["keeps failing", failing, {}, "wait"],
    ["keeps failing before its probe passes", failing, { probe }, "wait"],
    ["is restarted after each end", { ...ended, state: "restarting" }, { restart: "always" }, undefined],
    ["is about to start", { state: "restarting" }, {}, undefined],
])("an instance that %s", (_, seen, inputs, action) => {
    expect(repairOf({ state: "running", ...seen }, inputs)?.action).toBe(action);
});

test.each([
    ["nothing was altered", undefined, false],
    ["its ports alone lead elsewhere", portsAltered, false],
    ["its unit was edited", "its unit file is not as it was written:", true],
    ["its unit was edited, and its ports lead elsewhere", `its unit file\n${portsAltered}`, true],
])("an instance is started again or not where %s", (_what, altered, expected) => {
    expect(needsRestart({ altered })).toBe(expected);
});
