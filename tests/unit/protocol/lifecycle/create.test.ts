import { expect, test } from "@jest/globals";
import { StatusError } from "../../../../provider/protocol/call/status";
import { secret, unknown } from "../../../../provider/protocol/codec/value";
import { NotReady } from "../../../../provider/protocol/errors";
import { create } from "../../../../provider/protocol/lifecycle/create";
import { box, contextOf } from "./box";

const inputs = { label: secret("hunter2") };

test("a resource is made of plain inputs, and its state marks what is secret", async () => {
    const { asked, definition } = box({
        create: () => Promise.resolve({ id: "7", outputs: { digest: "of hunter2", token: "t" } }),
    });
    await expect(create(definition, contextOf(inputs), { inputs, preview: false })).resolves.toEqual({
        id: "7",
        state: { label: secret("hunter2"), digest: secret("of hunter2"), token: secret("t") },
    });
    expect(asked).toEqual([{ method: "create", request: { inputs: { label: "hunter2" } } }]);
});

test("a preview makes nothing, and promises what the resource knows already", async () => {
    const { asked, definition } = box({
        create: () => Promise.reject(new Error("made")),
        preview: () => Promise.resolve({ digest: "abc" }),
    });
    const given = { label: "a", key: unknown() };
    await expect(create(definition, contextOf(given), { inputs: given, preview: true })).resolves.toEqual({
        id: "",
        state: { label: "a", key: unknown(), digest: "abc", token: secret(unknown()) },
    });
    const request = { inputs: { label: "a" }, unknowns: new Set(["key"]) };
    expect(asked).toEqual([{ method: "preview", request }]);
});

test("a resource that has no word on previews promises nothing but its inputs", async () => {
    const { definition } = box({});
    const { state } = await create(definition, contextOf(inputs), { inputs, preview: true });
    expect(state).toEqual({ ...inputs, digest: unknown(), token: secret(unknown()) });
});

test("one that is made but not ready is not lost", async () => {
    const { definition } = box({
        create: () => Promise.reject(new NotReady({ id: "7", outputs: { digest: "abc" } }, ["no answer"])),
    });
    const made = create(definition, contextOf(inputs), { inputs, preview: false });
    await expect(made).rejects.toThrow(StatusError);
    await expect(made).rejects.toMatchObject({ details: [{ type: "pulumirpc.ErrorResourceInitFailed" }] });
});
