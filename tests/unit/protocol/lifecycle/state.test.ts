import { expect, test } from "@jest/globals";
import { z } from "zod";
import { secret, unknown } from "../../../../provider/protocol/codec/value";
import { outputsOf, toPreview, toState } from "../../../../provider/protocol/lifecycle/state";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";

const definition = {
    inputs: z.strictObject({ label: z.string(), lock: z.string().optional() }),
    outputs: z.strictObject({
        digest: z.string(),
        lock: z.string().optional(),
        key: z.string().meta({ pulumi: { secret: true } }),
    }),
};
const inputs = { label: secret("hunter2"), lock: "given" };
const secrets = secretsOf(inputs);

test("a state holds the inputs and the outputs, and an output hides the input of its name", () => {
    const state = toState(definition, inputs, { digest: "abc", key: "k" }, secrets);
    expect(state).toEqual({ label: secret("hunter2"), digest: "abc", key: secret("k") });
    expect(outputsOf(definition, state)).toEqual({ digest: "abc", key: "k" });
});

test("an output in which a secret appears is secret, however deep", () => {
    const url = "http://hunter2@host";
    const state = toState(definition, inputs, { digest: { urls: [url, "http://host"] } }, secrets);
    expect(state).toMatchObject({ digest: { urls: [secret(url), "http://host"] } });
});

test("a preview promises what is known, and the rest is unknown and as secret as it will be", () => {
    expect(toPreview(definition, inputs, { lock: undefined }, secrets)).toEqual({
        label: secret("hunter2"),
        digest: unknown(),
        key: secret(unknown()),
    });
});
