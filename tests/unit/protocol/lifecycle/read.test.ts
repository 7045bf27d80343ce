import { expect, test } from "@jest/globals";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { StatusError } from "../../../../provider/protocol/call/status";
import { decodeObject } from "../../../../provider/protocol/codec/decode";
import { secret } from "../../../../provider/protocol/codec/value";
import { NotReady } from "../../../../provider/protocol/errors";
import { read } from "../../../../provider/protocol/lifecycle/read";
import { box, contextOf } from "./box";

const known = {
    ...{ inputs: { label: secret("hunter2") }, defaulted: new Set<string>() },
    state: { label: secret("hunter2"), digest: "abc" },
};

test("a refresh keeps what is secret so, and marks what has become so", async () => {
    const { asked, definition } = box({
        read: (_, { id }) =>
            Promise.resolve({
                id,
                inputs: { label: "changed", key: "k" },
                outputs: { digest: "of hunter2" },
            }),
    });
    await expect(read(definition, contextOf(known.inputs), { id: "7", known })).resolves.toEqual({
        id: "7",
        inputs: { label: secret("changed"), key: secret("k") },
        state: { label: secret("changed"), key: secret("k"), digest: secret("of hunter2") },
    });
    const state = { id: "7", inputs: { label: "hunter2" }, outputs: { digest: "abc" } };
    expect(asked).toEqual([{ method: "read", request: { id: "7", state } }]);
});

test("an import knows nothing of before, and may give the resource another ID", async () => {
    const { asked, definition } = box({
        read: () => Promise.resolve({ id: "8", inputs: { label: "a" }, outputs: { digest: "abc" } }),
    });
    await expect(read(definition, contextOf(), { id: "7" })).resolves.toMatchObject({ id: "8" });
    expect(asked).toEqual([{ method: "read", request: { id: "7", state: undefined } }]);
});

test("a resource that is gone is nothing", async () => {
    const { definition } = box({ read: () => Promise.resolve(undefined) });
    await expect(read(definition, contextOf(), { id: "7", known })).resolves.toBeUndefined();
});

test.each([
    ["those that it was found with", { label: "found" }, { label: "found" }],
    ["those of before", undefined, { label: secret("hunter2") }],
])("one that is not ready has inputs: %s", async (_, inputs, expected) => {
    const { definition } = box({
        read: () =>
            Promise.reject(new NotReady({ id: "7", outputs: { digest: "abc" }, inputs }, ["no answer"])),
    });
    const before = inputs ? undefined : known;
    const failure: unknown = await read(definition, contextOf(), { id: "7", known: before }).catch(
        (error: unknown) => error,
    );
    const bytes = (failure as StatusError).details[0]?.message.serializeBinary() ?? new Uint8Array();
    const told = ErrorResourceInitFailed.deserializeBinary(bytes);
    expect(decodeObject(told.getInputs())).toEqual(expected);
    expect(decodeObject(told.getProperties())).toEqual({ ...expected, digest: "abc" });
});
