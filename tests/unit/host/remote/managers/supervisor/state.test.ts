import { expect, test } from "@jest/globals";
import { stateIn } from "../../../../../../provider/host/remote/managers/supervisor/state";

test.each([
    [
        ["activity running", "restarts 2", "boot yes"],
        { activity: "running", restarts: 2, exit: undefined, faults: [] },
    ],
    [
        ["activity ended", "status 137", "restarts 5", "boot yes"],
        { activity: "ended", restarts: 5, exit: { status: 137, bySignal: false }, faults: [] },
    ],
    [
        ["activity ended", "status 0", "verdict 143", "restarts 0", "boot yes"],
        { activity: "ended", restarts: 0, exit: { status: 143, bySignal: true }, faults: [] },
    ],
    [
        ["activity ended", "status 83", "verdict 64", "restarts 0", "boot yes"],
        { activity: "ended", restarts: 0, exit: { status: 83, bySignal: false }, faults: [] },
    ],
    [
        ["activity running", "restarts 0", "orphaned yes"],
        {
            ...{ activity: "running", restarts: 0, exit: undefined },
            faults: [
                "it would not be started when the host boots",
                "its supervisor is gone, so that it would not be started again",
            ],
        },
    ],
    [
        [],
        {
            activity: "ended",
            restarts: 0,
            exit: undefined,
            faults: ["it would not be started when the host boots"],
        },
    ],
])("what a supervisor says, %j, is a state", (lines, state) => {
    expect(stateIn(lines)).toEqual(state);
});
