import { expect, test } from "@jest/globals";
import { secret, unknown } from "../../../../provider/protocol/codec/value";
import { update } from "../../../../provider/protocol/lifecycle/update";
import { box, contextOf } from "./box";

const oldInputs = { label: "old", key: secret("hunter2") };
const oldState = { ...oldInputs, digest: "of old", token: secret("t") };
const previous = {
    id: "7",
    inputs: { label: "old", key: "hunter2" },
    outputs: { digest: "of old", token: "t" },
};
const inputs = { label: secret("new") };

function updated(answers: Parameters<typeof box>[0], preview: boolean, given = inputs) {
    const { asked, definition } = box(answers);
    const request = { id: "7", inputs: given, oldInputs, oldState, preview };
    return { asked, state: update(definition, contextOf(given, oldInputs, oldState), request) };
}

test("a resource is changed from what it was, told apart into inputs and outputs", async () => {
    const { asked, state } = updated(
        { update: () => Promise.resolve({ outputs: { digest: "with hunter2" } }) },
        false,
    );
    await expect(state).resolves.toEqual({ label: secret("new"), digest: secret("with hunter2") });
    expect(asked).toEqual([{ method: "update", request: { inputs: { label: "new" }, previous } }]);
});

test("a preview changes nothing, and may promise what stays", async () => {
    const { asked, state } = updated(
        {
            update: () => Promise.reject(new Error("changed")),
            preview: () => Promise.resolve({ token: "t" }),
        },
        true,
    );
    await expect(state).resolves.toEqual({ label: secret("new"), digest: unknown(), token: secret("t") });
    const request = { inputs: { label: "new" }, unknowns: new Set(), previous };
    expect(asked).toEqual([{ method: "preview", request }]);
});

test("what goes wrong goes wrong", async () => {
    const { state } = updated({ update: () => Promise.reject(new Error("no")) }, false);
    await expect(state).rejects.toThrow("no");
});
