import { expect, test } from "@jest/globals";
import { z } from "zod";
import { secret } from "../../../../provider/protocol/codec/value";
import type { Path } from "../../../../provider/protocol/path";
import { secretMarker } from "../../../../provider/protocol/secrets/marker";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";
import { isSecretByType } from "../../../../provider/protocol/zod/secret";

const hidden = z.string().meta({ pulumi: { secret: true } });
const login = z.strictObject({ user: z.string(), key: hidden.optional() });

interface Tree {
    readonly key?: string;
    readonly branches?: readonly Tree[];
}
const tree: z.ZodType<Tree> = z.lazy(() =>
    z.strictObject({ key: hidden.optional(), branches: z.array(tree).optional() }),
);

test.each<[string, z.ZodType, Path]>([
    ["itself", hidden, []],
    ["whatever is wrapped around it", hidden.default("x").describe("A key."), []],
    ["in an object", login, ["key"]],
    ["in a list", z.array(login), [7, "key"]],
    ["in a map", z.record(z.string(), login).optional(), ["any", "key"]],
    ["in one of several options", z.union([z.string(), login]), ["key"]],
    ["where its type is told later", z.lazy(() => login).optional(), ["key"]],
    ["which itself is told later", z.strictObject({ key: z.lazy(() => hidden) }), ["key"]],
    ["in a type that holds itself, however deep", tree, ["branches", 0, "branches", 3, "key"]],
])("a type says what is secret: %s", (_, schema, path) => {
    expect(isSecretByType(schema, path)).toBe(true);
    expect(isSecretByType(schema, [...path, "deeper"])).toBe(false);
    expect(path.length > 0 && isSecretByType(schema, path.slice(0, -1))).toBe(false);
});

test.each<[string, z.ZodType, Path]>([
    ["a property beside it", login, ["user"]],
    ["one of another name", login, ["toString"]],
    ["what is anything", z.strictObject({ any: z.json() }), ["any", ...Array<string>(40).fill("deeper")]],
    ["what is in a list, by a name", z.array(login), ["7", "key"]],
])("what a type does not call secret is not: %s", (_, schema, path) => {
    expect(isSecretByType(schema, path)).toBe(false);
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
