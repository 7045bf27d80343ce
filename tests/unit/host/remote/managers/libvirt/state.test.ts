import { expect, test } from "@jest/globals";
import { stateIn } from "../../../../../../provider/host/remote/managers/libvirt/state";

const ended = (status?: number) => ({
    activity: "ended",
    restarts: 0,
    exit: status === undefined ? undefined : { status, bySignal: false },
    faults: [],
});
const running = { activity: "running", restarts: 0, faults: [] };
const atBoot = "it would not be started when the host boots";

test.each([
    ["running (booted)", running],
    ["idle (unknown)", running],
    ["running (unpaused)", running],
    ["in shutdown (user)", { ...running, activity: "changing" }],
    ["paused (user)", { ...running, faults: ["its domain is paused"] }],
    ["pmsuspended (unknown)", { ...running, faults: ["its domain is paused"] }],
    ["shut off (shutdown)", ended(0)],
    ["shut off (destroyed)", ended(2)],
    ["shut off (crashed)", ended(3)],
    ["crashed (panicked)", ended(3)],
    ["shut off (saved)", ended(5)],
    ["shut off (failed)", ended(6)],
    ["shut off (daemon)", ended(8)],
    ["shut off (unknown)", ended()],
])("%s is seen as such", (state, seen) => {
    expect(stateIn([`state ${state}`, "autostart yes"])).toEqual({ exit: undefined, ...seen });
});

test("what is not as it was made is told of", () => {
    expect(stateIn(["state running (booted)", "hook missing"]).faults).toEqual([
        atBoot,
        "its published ports would not lead to it after a boot of the host",
    ]);
    expect(stateIn([]).faults).toEqual(["libvirt does not know its domain"]);
});

test("one that libvirt refused is one that could not be started", () => {
    expect(stateIn(["refusal yes"]).exit).toEqual({ status: 6, bySignal: false });
    expect(stateIn(["state shut off (unknown)", "refusal yes"]).exit).toEqual({ status: 6, bySignal: false });
});
