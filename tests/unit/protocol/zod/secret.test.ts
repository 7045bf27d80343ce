import { expect, test } from "@jest/globals";
import { z } from "zod";
import { secret } from "../../../../provider/protocol/codec/value";
import { secretMarker } from "../../../../provider/protocol/secrets/marker";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";
import { secretPatterns } from "../../../../provider/protocol/zod/secret";

const hidden = z.string().meta({ pulumi: { secret: true } });
const login = z.strictObject({ user: z.string(), key: hidden.optional() });

test.each<[string, z.ZodType, unknown]>([
    ["itself", hidden, [[]]],
    ["whatever is wrapped around it", hidden.default("x").describe("A key."), [[]]],
    ["in an object", login, [["key"]]],
    ["in a list", z.array(login), [["*", "key"]]],
    ["in a map", z.record(z.string(), login).optional(), [["*", "key"]]],
    ["in one of several options", z.union([z.string(), login]), [["key"]]],
    ["nowhere", z.strictObject({ any: z.json() }), []],
])("a type says what is secret: %s", (_, schema, patterns) => {
    expect(secretPatterns(schema)).toEqual(patterns);
});

test("what a resource returns is secret by its type, by its inputs, and by what is in it", () => {
    const { isSecret } = secretMarker(
        z.strictObject({ login }),
        { env: { a: secret("x") } },
        secretsOf(secret("hunter2")),
    );
    expect(isSecret(["login", "key"], "anything")).toBe(true);
    expect(isSecret(["login", "key", "deeper"], "anything")).toBe(false);
    expect(isSecret(["env", "a"], "x")).toBe(true);
    expect(isSecret(["env"], { a: "x" })).toBe(false);
    expect(isSecret(["url"], "http://me:hunter2@host")).toBe(true);
    expect(isSecret(["url"], "http://host")).toBe(false);
});
