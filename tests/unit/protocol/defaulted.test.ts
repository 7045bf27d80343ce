import { expect, test } from "@jest/globals";
import { check } from "../../../provider/protocol/check/check";
import { create } from "../../../provider/protocol/lifecycle/create";
import { read } from "../../../provider/protocol/lifecycle/read";
import { remove } from "../../../provider/protocol/lifecycle/remove";
import { update } from "../../../provider/protocol/lifecycle/update";
import type { State } from "../../../provider/protocol/resource";
import { box, contextOf } from "./lifecycle/box";

type Values = Record<string, unknown>;

/** Inputs whose label Check chose, as the engine keeps them. */
const kept = { label: "box-1", ["__defaults"]: ["label"] };
const oldState = { label: "box-1", digest: "old" };

const { asked, definition } = box({
    check: () => Promise.resolve({ set: { label: "box-1" }, defaulted: ["label"] }),
    create: () => Promise.resolve({ id: "7", outputs: { digest: "new" } }),
    update: () => Promise.resolve({ outputs: { digest: "new" } }),
    read: (_, { state }) => Promise.resolve(state as State<Values, Values>),
    delete: () => Promise.resolve(),
});
const context = contextOf(kept);

test("what Check chose is noted beside the inputs, whatever the engine gives back of an earlier note", async () => {
    const request = { previous: kept, randomSeed: new Uint8Array() };
    for (const given of [{ label: "box-1" }, kept]) {
        await expect(check(definition, context, { ...request, given })).resolves.toEqual({
            ...{ inputs: kept, failures: [] },
        });
    }
});

test("nothing but Check and Diff sees the note, a refresh keeps it, and no output has it", async () => {
    const state = { label: "box-1", digest: "new" };
    const created = await create(definition, context, { inputs: kept, preview: false });
    expect(created).toEqual({ id: "7", state });
    const updating = { id: "7", inputs: kept, oldInputs: kept, oldState, preview: false };
    expect(await update(definition, context, updating)).toEqual(state);
    expect(await read(definition, context, { id: "7", known: { inputs: kept, state: oldState } })).toEqual({
        ...{ id: "7", inputs: kept, state: oldState },
    });
    await remove(definition, context, { id: "7", inputs: kept, state: oldState });
    expect(JSON.stringify(asked)).not.toContain("__defaults");
});
