import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isUnknown, kind, secret, unknown, type Value } from "../../../../provider/protocol/codec/value";
import { compare } from "../../../../provider/protocol/diff/compare";
import { formatPath } from "../../../../provider/protocol/path";

const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Value>);

const said = (old: Record<string, Value>, next: Record<string, Value>): string[] =>
    compare(old, next).map(({ path, kind: what }) => `${what} ${formatPath(path)}`);

test("equal properties have no differences, whatever they are", () => {
    fc.assert(
        fc.property(json, (properties) => {
            expect(compare(properties, structuredClone(properties))).toEqual([]);
        }),
    );
});

test("what one way is added, the other way is deleted, at the same paths", () => {
    const swapped = { add: "delete", delete: "add", update: "update" };
    fc.assert(
        fc.property(json, json, (one, other) => {
            const back = compare(other, one).map(({ path, kind: what }) => [formatPath(path), swapped[what]]);
            expect(
                compare(one, other)
                    .map(({ path, kind: what }) => [formatPath(path), what])
                    .sort(),
            ).toEqual(back.sort());
        }),
    );
});

describe("a difference is named as deep down as it is", () => {
    test.each<[string, Record<string, Value>, Record<string, Value>, string[]]>([
        ["in a map", { ports: { "8080": 80 } }, { ports: { "8080": 81 } }, ["update ports.8080"]],
        ["in a list", { args: ["a", "b"] }, { args: ["a", "c", "d"] }, ["update args[1]", "add args[2]"]],
        ["that goes", { a: { b: 1 } }, { a: {} }, ["delete a.b"]],
        ["of a type", { a: { b: 1 } }, { a: [1] }, ["update a"]],
        ["between nothing and null", { a: null }, {}, []],
        ["of what is unknown", { a: "x" }, { a: unknown() }, ["update a"]],
        ["that is only hidden", { a: "x" }, { a: secret("x") }, ["update a"]],
        ["that is no longer hidden", { a: secret("x") }, { a: "x" }, []],
    ])("%s", (_, old, next, expected) => {
        expect(said(old, next)).toEqual(expected);
    });
});

test("files are the same when their hashes are, and resources when their IDs are", () => {
    const asset = (hash: string, path: string): Value => ({ [kind]: "asset", hash, path });
    expect(said({ file: asset("1", "here") }, { file: asset("1", "there") })).toEqual([]);
    expect(said({ file: asset("1", "here") }, { file: asset("2", "here") })).toEqual(["update file"]);
    const resource = (urn: string): Value => ({ [kind]: "resource", urn, id: "id" });
    expect(said({ of: resource("one") }, { of: resource("renamed") })).toEqual([]);
});

test("what is unknown is never the same as before", () => {
    expect(isUnknown(unknown())).toBe(true);
    expect(said({ a: unknown() }, { a: unknown() })).toEqual(["update a"]);
});

test("every changed leaf is reported, at its path, and nothing else is", () => {
    const leaf = fc.integer({ min: 0, max: 9 });
    const tree = fc.letrec<{ node: Value }>((tie) => ({
        node: fc.oneof(
            { maxDepth: 3 },
            leaf,
            fc.array(tie("node"), { maxLength: 3 }),
            fc.dictionary(fc.string(), tie("node"), { maxKeys: 3 }),
        ),
    })).node;
    fc.assert(
        fc.property(
            fc.dictionary(fc.string(), tree),
            fc.infiniteStream(fc.boolean()),
            (properties, choices) => {
                const changed: string[] = [];
                const change = (value: Value, path: (string | number)[]): Value => {
                    if (Array.isArray(value))
                        return value.map((item: Value, index) => change(item, [...path, index]));
                    if (typeof value === "object" && value !== null) {
                        const entries = Object.entries(value as Record<string, Value>);
                        return Object.fromEntries(
                            entries.map(([key, item]) => [key, change(item, [...path, key])]),
                        );
                    }
                    if (!choices.next().value) return value;
                    changed.push(`update ${formatPath(path)}`);
                    return "changed";
                };
                const next = change(properties, []) as Record<string, Value>;
                expect(said(properties, next)).toEqual(changed);
            },
        ),
    );
});
