import { expect, test } from "@jest/globals";
import { process as processHypervisor } from "../../../../provider/host/hypervisors/process";
import { notReadyReasons, problemOf } from "../../../../provider/host/lifecycle/problem";
import { stateOutputs } from "../../../../provider/host/lifecycle/outputs";
import type { Condition } from "../../../../provider/host/local/condition";
import type { ExitRecord } from "../../../../provider/host/local/records";
import type { Answer } from "../../../../provider/host/probe/attempts";

const guest = { pid: 1, consoleOffset: 0, restarts: 0 };
const running: Condition = { state: "running", guest, supervised: true };
const exit = (status: number, restarts = 0): ExitRecord => ({ pid: 1, status, restarts, restarting: false });
const exited = (status: number, restarts = 0): Condition => ({
    state: "exited",
    exit: exit(status, restarts),
});
const restarting = (status: number, restarts = 0): Condition => ({
    state: "restarting",
    exit: exit(status, restarts),
});
const passed: Answer = { passed: true };
const refused: Answer = { passed: false, lastProblem: "127.0.0.1:80: ECONNREFUSED" };

test.each<[string, Condition, Answer | undefined, string | undefined]>([
    ["that runs", running, undefined, undefined],
    ["that has done its work", exited(0), undefined, undefined],
    ["that failed", exited(2), undefined, "it exited with status 2: an uncaught exception, or out of memory"],
    ["that was killed whole", { state: "gone" }, undefined, "it was killed, together with its supervisor"],
    [
        "that keeps failing",
        restarting(1, 2),
        undefined,
        "it exited with status 1, after 2 restarts: it reported a failure",
    ],
    ["whose probe passed", running, passed, undefined],
    ["whose probe passed before it ended well", exited(0), passed, undefined],
    [
        "whose probe did not pass",
        running,
        refused,
        "its probe did not pass within 30 s: 127.0.0.1:80: ECONNREFUSED",
    ],
    ["that said nothing to its probe", running, { passed: false }, "its probe did not pass within 30 s"],
    [
        "that keeps failing before its probe passes",
        restarting(1, 1),
        refused,
        "its probe did not pass within 30 s: 127.0.0.1:80: ECONNREFUSED. It keeps ending: it exited with status 1, after 1 restart: it reported a failure",
    ],
    [
        "that fails after its probe passed",
        restarting(1),
        passed,
        "its probe passed, but it does not keep running: it exited with status 1: it reported a failure",
    ],
    [
        "that ended for good",
        exited(64),
        refused,
        "it exited with status 64: it did not understand its arguments",
    ],
    [
        "that was killed before its probe passed",
        { state: "gone" },
        refused,
        "it was killed, together with its supervisor",
    ],
])("an instance %s", (_, condition, answer, problem) => {
    expect(problemOf({ condition, answer }, processHypervisor, { deadline: 30 })).toBe(problem);
});

test("the user is told what is wrong, what the unikernel said last, and where the rest is", () => {
    expect(notReadyReasons("it failed", ["one", "two"], "/store/console.log")).toEqual([
        "it failed\nThe last lines of its console:\n    one\n    two\nThe whole console: /store/console.log",
    ]);
    expect(notReadyReasons("it failed", [], "/store/console.log")).toEqual([
        "it failed\nIts console is empty.\nThe whole console: /store/console.log",
    ]);
});

test("its outputs say how it ended, and what that means", () => {
    expect(stateOutputs(exited(64), processHypervisor)).toEqual({
        state: "exited",
        exitStatus: 64,
        exitReason: "it did not understand its arguments",
    });
    expect(stateOutputs(running, processHypervisor)).toEqual({ state: "running" });
    expect(stateOutputs({ state: "gone" }, processHypervisor)).toEqual({ state: "gone" });
});
