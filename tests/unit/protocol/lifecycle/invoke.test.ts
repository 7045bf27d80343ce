import { expect, test } from "@jest/globals";
import { z } from "zod";
import { secret, unknown, type ObjectValue } from "../../../../provider/protocol/codec/value";
import { invoke } from "../../../../provider/protocol/lifecycle/invoke";
import { contextOf, hidden } from "./box";

function invoked(given: ObjectValue) {
    const asked: unknown[] = [];
    const definition = {
        ...{ token: "box:index:look", description: "", examples: [] },
        inputs: z.strictObject({ path: z.string(), depth: z.int().default(1) }),
        outputs: z.strictObject({ text: z.string(), size: z.int().optional(), key: hidden.optional() }),
        load: () =>
            Promise.resolve((_: unknown, inputs: Record<string, unknown>) => {
                asked.push(inputs);
                return Promise.resolve({ text: `in ${String(inputs.path)}`, key: "k", size: undefined });
            }),
    };
    return { asked, answer: invoke(definition, contextOf(given), given) };
}

test("a function is given plain values with their defaults, and its answer marks what is secret", async () => {
    const { asked, answer } = invoked({ path: secret("hunter2") });
    await expect(answer).resolves.toEqual({
        result: { text: secret("in hunter2"), key: secret("k") },
        failures: [],
    });
    expect(asked).toEqual([{ path: "hunter2", depth: 1 }]);
});

test("a function does not run on wrong inputs, and does not tell a secret one", async () => {
    const { asked, answer } = invoked({ path: "a", depth: secret("hunter2") });
    const { result, failures } = await answer;
    expect([result, asked]).toEqual([undefined, []]);
    expect(failures).toHaveLength(1);
    expect(JSON.stringify(failures)).not.toContain("hunter2");
});

test("a function does not run on what is not known yet: neither is any of its answer", async () => {
    const { asked, answer } = invoked({ path: unknown() });
    await expect(answer).resolves.toEqual({
        result: { text: unknown(), size: unknown(), key: unknown() },
        failures: [],
    });
    expect(asked).toEqual([]);
});
