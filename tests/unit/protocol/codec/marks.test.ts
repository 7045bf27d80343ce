import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { knownOf } from "../../../../provider/protocol/codec/known";
import { mark } from "../../../../provider/protocol/codec/mark";
import { reveal, type Plain } from "../../../../provider/protocol/codec/reveal";
import { kind, secret, unknown } from "../../../../provider/protocol/codec/value";
import { isSame } from "../../../../provider/protocol/path";
import { anyProperties, anyValue } from "./arbitrary";

const plainValue = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Plain>;

test("marks that are taken off and put back are where they were", () => {
    const value = {
        user: "admin",
        password: secret("hunter2"),
        hosts: [secret({ name: "a", key: "b" }), unknown()],
    };
    const { plain, secrets, unknowns } = reveal(value);
    expect(secrets).toEqual([["password"], ["hosts", 0]]);
    expect(unknowns).toEqual([["hosts", 1]]);
    const among = (paths: typeof secrets) => (path: (typeof secrets)[number]) =>
        paths.some((one) => isSame(one, path));
    expect(mark(plain, { isSecret: among(secrets), isUnknown: among(unknowns) })).toEqual(value);
});

test("a value without marks is the same to a resource", () => {
    fc.assert(
        fc.property(plainValue, (value) => {
            expect(reveal(mark(value) ?? null)).toEqual({ plain: value, secrets: [], unknowns: [] });
        }),
    );
});

test("a resource never sees a mark, whatever the value", () => {
    const holdsMark = (plain: unknown): boolean => {
        if (typeof plain !== "object" || plain === null) return false;
        const tag = (plain as { [kind]?: string })[kind];
        if (tag !== undefined) return tag !== "asset" && tag !== "archive";
        return Object.values(plain).some(holdsMark);
    };
    fc.assert(
        fc.property(anyValue, (value) => {
            expect(holdsMark(reveal(value).plain)).toBe(false);
        }),
    );
});

test("each property is either known as a whole or counted as unknown", () => {
    fc.assert(
        fc.property(anyProperties, (properties) => {
            const { plain, unknowns } = knownOf(properties);
            expect([...Object.keys(plain), ...unknowns].sort()).toEqual(Object.keys(properties).sort());
        }),
    );
});

test("the value of an output that is secret is secret, and a resource is its ID", () => {
    const output = { [kind]: "output" as const, value: 1, secret: true, dependencies: [] };
    const resource = { [kind]: "resource" as const, urn: "urn", id: "id" };
    expect(reveal({ output, resource })).toEqual({
        plain: { output: 1, resource: "id" },
        secrets: [["output"]],
        unknowns: [],
    });
});
