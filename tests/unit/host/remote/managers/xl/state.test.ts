import { expect, test } from "@jest/globals";
import { stateIn } from "../../../../../../provider/host/remote/managers/xl/state";

const running = ["activity running", "restarts 0", "watched yes", "auto yes"];
const atBoot = "it would not be started when the host boots";

test.each([
    { what: "one that runs", lines: running, state: { activity: "running", restarts: 0, faults: [] } },
    {
        what: "one that has crashed and was started again",
        lines: ["activity running", "reason 3", "restarts 2", "watched yes", "auto yes"],
        state: { activity: "running", restarts: 2, exit: { status: 3, bySignal: false }, faults: [] },
    },
    {
        what: "one that is about to be started again",
        lines: ["activity changing", "reason 1", "restarts 1", "watched yes", "auto yes"],
        state: { activity: "changing", restarts: 1, exit: { status: 1, bySignal: false }, faults: [] },
    },
    {
        what: "one that has ended by itself",
        lines: ["activity ended", "reason 0", "restarts 0", "auto yes"],
        state: { activity: "ended", restarts: 0, exit: { status: 0, bySignal: false }, faults: [] },
    },
    {
        what: "one that was destroyed by hand",
        lines: ["activity ended", "restarts 0", "auto yes"],
        state: { activity: "ended", restarts: 0, faults: [] },
    },
    {
        what: "one that xl refused, when it had crashed before",
        lines: ["activity ended", "reason 3", "refusal yes", "restarts 0", "auto yes"],
        state: { activity: "ended", restarts: 0, exit: { status: 255, bySignal: false }, faults: [] },
    },
    {
        what: "one that is paused, and would not come back with its host",
        lines: ["activity running", "paused yes", "restarts 0", "watched yes"],
        state: { activity: "running", restarts: 0, faults: [atBoot, "its domain is paused"] },
    },
    {
        what: "one whose xl was killed",
        lines: ["activity running", "restarts 0", "auto yes"],
        state: {
            activity: "running",
            restarts: 0,
            faults: ["xl does not watch its domain any more, so that it would not be started again"],
        },
    },
    { what: "nothing", lines: [], state: { activity: "ended", restarts: 0, faults: [atBoot] } },
])("$what is seen as such", ({ lines, state }) => {
    expect(stateIn(lines)).toEqual(state);
});
