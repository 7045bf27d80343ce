import { expect, test } from "@jest/globals";
import { secret } from "../../../../provider/protocol/codec/value";
import { remove } from "../../../../provider/protocol/lifecycle/remove";
import { box, contextOf } from "./box";

test("a resource is removed by what is on record of it, told apart into inputs and outputs", async () => {
    const { asked, definition } = box({ delete: () => Promise.resolve() });
    const inputs = { label: secret("hunter2") };
    await remove(definition, contextOf(inputs), { id: "7", inputs, state: { ...inputs, digest: "abc" } });
    const state = { id: "7", inputs: { label: "hunter2" }, outputs: { digest: "abc" } };
    expect(asked).toEqual([{ method: "delete", request: { state } }]);
});
