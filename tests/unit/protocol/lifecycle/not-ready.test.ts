import { expect, test } from "@jest/globals";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Code, StatusError } from "../../../../provider/protocol/call/status";
import { decodeObject } from "../../../../provider/protocol/codec/decode";
import { secret } from "../../../../provider/protocol/codec/value";
import { NotReady } from "../../../../provider/protocol/errors";
import { orNotReady } from "../../../../provider/protocol/lifecycle/not-ready";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";

const failing = (error: Error): Promise<unknown> =>
    orNotReady(
        () => Promise.reject(error),
        secretsOf(secret("hunter2")),
        () => ({ state: { key: secret("hunter2") } }),
    ).catch((thrown: unknown) => thrown);

test("what is there but not ready keeps its state, and says why without secrets and half characters", async () => {
    const error = await failing(new NotReady({ id: "7", outputs: {} }, ["no answer", "hunter2 \ud83d"]));
    if (!(error instanceof StatusError)) throw new Error("it is the engine's to know");
    expect(error).toMatchObject({ code: Code.FAILED_PRECONDITION, message: "no answer\n[secret] \ufffd" });
    const bytes = error.details[0]?.message.serializeBinary() ?? new Uint8Array();
    const told = ErrorResourceInitFailed.deserializeBinary(bytes);
    expect([told.getId(), told.getReasonsList()]).toEqual(["7", ["no answer", "[secret] \ufffd"]]);
    expect(decodeObject(told.getProperties())).toEqual({ key: secret("hunter2") });
});

test("any other failure is left to be what it is", async () => {
    const error = new Error("failed");
    await expect(failing(error)).resolves.toBe(error);
});
