import { expect, test } from "@jest/globals";
import type { handleUnaryCall } from "@grpc/grpc-js";
import {
    CheckRequest,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    ReadRequest,
    UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { z } from "zod";
import { createCalls } from "../../../../provider/protocol/call/calls";
import { decodeObject } from "../../../../provider/protocol/codec/decode";
import { encodeObject } from "../../../../provider/protocol/codec/encode";
import type { State } from "../../../../provider/protocol/resource";
import { resourceMethods } from "../../../../provider/protocol/server/resource-methods";
import { box } from "../lifecycle/box";

type Values = Record<string, unknown>;

const { asked, definition } = box({
    check: () => Promise.resolve({ set: { label: "box-1" }, defaulted: ["label"] }),
    create: () => Promise.resolve({ id: "7", outputs: { digest: "new" } }),
    update: () => Promise.resolve({ outputs: { digest: "new" } }),
    read: (_, { state }) => Promise.resolve(state as State<Values, Values>),
    delete: () => Promise.resolve(),
});

const methods = resourceMethods({
    definition: {
        ...{ name: "box", version: "1", description: "", repository: "", functions: [] },
        ...{ resources: [definition], config: z.strictObject({}), configure: (values: Values) => values },
    },
    engine: { attach: () => undefined, log: () => undefined, delivered: () => Promise.resolve() },
    calls: createCalls(),
});

/** What a method answers the engine. */
function answerOf<Request, Response>(
    method: handleUnaryCall<Request, Response>,
    request: Request,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        const call = { request, on: () => call } as unknown as Parameters<typeof method>[0];
        method(call, (error, response) => {
            if (response) resolve(response);
            else reject(new Error("the method failed", { cause: error }));
        });
    });
}

const urn = "urn:pulumi:dev::shop::box:index:Box::box";
/** Inputs whose label Check chose, as the engine keeps them. */
const kept = { label: "box-1", ["__defaults"]: ["label"] };
const inputs = encodeObject(kept);
const oldState = encodeObject({ label: "box-1", digest: "old" });

test("what Check chose is noted beside the inputs, whatever the engine gives back of an earlier note", async () => {
    for (const given of [{ label: "box-1" }, kept]) {
        const request = new CheckRequest().setUrn(urn).setNews(encodeObject(given)).setOlds(inputs);
        const checked = await answerOf(methods.check, request);
        expect(checked.getFailuresList()).toEqual([]);
        expect(decodeObject(checked.getInputs())).toEqual(kept);
    }
});

test("nothing but Check and Diff sees the note, a refresh keeps it, and no output has it", async () => {
    const state = { label: "box-1", digest: "new" };
    const created = await answerOf(methods.create, new CreateRequest().setUrn(urn).setProperties(inputs));
    expect(decodeObject(created.getProperties())).toEqual(state);

    const updating = new UpdateRequest().setUrn(urn).setNews(inputs).setOldInputs(inputs).setOlds(oldState);
    expect(decodeObject((await answerOf(methods.update, updating)).getProperties())).toEqual(state);

    const reading = new ReadRequest().setUrn(urn).setId("7").setInputs(inputs).setProperties(oldState);
    const found = await answerOf(methods.read, reading);
    expect(decodeObject(found.getInputs())).toEqual(kept);
    expect(decodeObject(found.getProperties())).toEqual(decodeObject(oldState));

    const deleting = new DeleteRequest().setUrn(urn).setOldInputs(inputs).setProperties(oldState);
    await answerOf(methods.delete, deleting);
    expect(asked.map(({ method }) => method)).toEqual(
        expect.arrayContaining(["check", "create", "update", "read", "delete"]),
    );
    expect(JSON.stringify(asked)).not.toContain("__defaults");
});

test("a note that comes or goes is no change", async () => {
    const plain = encodeObject({ label: "box-1" });
    for (const [before, after] of [
        [inputs, plain],
        [plain, inputs],
    ] as const) {
        const request = new DiffRequest().setUrn(urn).setOldInputs(before).setNews(after).setOlds(oldState);
        expect((await answerOf(methods.diff, request)).getDiffsList()).toEqual([]);
    }
});

test("an engine that does not send the inputs has them in the state", async () => {
    asked.length = 0;
    await answerOf(methods.delete, new DeleteRequest().setUrn(urn).setId("7").setProperties(inputs));
    const state = { id: "7", inputs: { label: "box-1" }, outputs: {} };
    expect(asked).toEqual([{ method: "delete", request: { state } }]);
});
