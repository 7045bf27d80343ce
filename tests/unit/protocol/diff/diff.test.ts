import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { secret, unknown, type ObjectValue } from "../../../../provider/protocol/codec/value";
import { diff, type Diff } from "../../../../provider/protocol/diff/diff";
import { toDiffResponse } from "../../../../provider/protocol/diff/response";
import type { DiffRequest, DiffResult, Resource } from "../../../../provider/protocol/resource";

type Values = Record<string, unknown>;
type Judge = (request: DiffRequest<Values, Values>) => DiffResult<Values>;

const never = (): Promise<never> => Promise.reject(new Error("a diff does nothing"));
const lifecycle: Resource<Values, Values, unknown> = {
    ...{ create: never, update: never, read: never, delete: never },
};
const definition = {
    ...{ token: "box:index:Box", description: "", examples: [], replaceOn: ["target"] },
    inputs: z.strictObject({}),
    outputs: z.strictObject({ size: z.int() }),
    lifecycle: () => Promise.resolve(lifecycle),
};

const urn = "urn:pulumi:dev::shop::box:index:Box::box";

function between(old: ObjectValue, next: ObjectValue, ignoreChanges: string[] = [], judge?: Judge): Diff {
    const request = {
        urn,
        id: "1",
        oldInputs: old,
        oldState: { ...old, size: 3 },
        inputs: next,
        defaulted: new Set(["name"]),
        ignoreChanges,
    };
    return diff(definition, { ...lifecycle, diff: judge }, request);
}

/** As the engine reads it: kinds by property path. */
function told({ changes, deleteBeforeReplace }: Diff) {
    const { detaileddiffMap, ...rest } = toDiffResponse(changes, deleteBeforeReplace).toObject();
    return { kinds: Object.fromEntries(detaileddiffMap.map(([path, { kind }]) => [path, kind])), ...rest };
}

const [ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE] = [0, 1, 2, 3, 4, 5];

describe("the engine is told what happens to each property", () => {
    test.each<[string, ObjectValue, ObjectValue, Record<string, number | undefined>]>([
        ["added", {}, { a: 1 }, { a: ADD }],
        ["taken away", { a: { b: 1 } }, { a: {} }, { "a.b": DELETE }],
        ["changed", { a: [1, 2] }, { a: [1, 3] }, { "a[1]": UPDATE }],
        ["added, and replaces", {}, { target: "spt" }, { target: ADD_REPLACE }],
        ["taken away, and replaces", { target: "spt" }, {}, { target: DELETE_REPLACE }],
        ["changed, and replaces", { target: { a: 1 } }, { target: { a: 2 } }, { "target.a": UPDATE_REPLACE }],
        ["not known yet, and replaces", { target: "spt" }, { target: unknown() }, { target: UPDATE_REPLACE }],
        ["only hidden, which replaces nothing", { target: "a" }, { target: secret("a") }, { target: UPDATE }],
        ["under a strange name", { a: {} }, { a: { "b.c": 1 } }, { 'a["b.c"]': ADD }],
    ])("%s", (_, old, next, kinds) => {
        expect(told(between(old, next)).kinds).toEqual(kinds);
    });

    test("and by the names of the whole properties", () => {
        const next = { "b.c": { x: 1, y: 2 }, target: "hvt" };
        expect(told(between({ target: "spt" }, next))).toMatchObject({
            changes: 2,
            diffsList: ["target", "b.c"],
            replacesList: ["target"],
            deletebeforereplace: false,
            hasdetaileddiff: true,
        });
        expect(told(between(next, next))).toMatchObject({ changes: 1, diffsList: [], kinds: {} });
    });
});

test("what the user ignores is no change, and neither is what lies below it", () => {
    const next = { target: "hvt", env: { a: { b: 1 } }, list: [{ x: 1, y: 1 }] };
    const left = between({ target: "spt", list: [{ x: 0, y: 0 }] }, next, ["target", "env", "list[*].x"]);
    expect(left.changes.map(({ path }) => path)).toEqual(["list[0].y"]);
});

describe("a resource's own word", () => {
    test("is asked with what changed, what is not known and what Check chose", () => {
        const asked: DiffRequest<Values, Values>[] = [];
        const next = { a: 2, hides: secret("x"), later: unknown() };
        between({ a: 1, hides: "x" }, next, [], (request) => {
            asked.push(request);
            return {};
        });
        expect(asked).toEqual([
            {
                defaulted: new Set(["name"]),
                state: { id: "1", inputs: { a: 1, hides: "x" }, outputs: { size: 3 } },
                inputs: { a: 2, hides: "x" },
                unknowns: new Set(["later"]),
                changed: new Set(["a", "later"]),
            },
        ]);
    });

    test("says what is no change after all, what replaces, and in which order", () => {
        const said = between({}, { a: { b: 1, c: 1 }, d: 1 }, [], () => ({
            unchanged: ["a.b"],
            replace: ["d"],
            deleteBeforeReplace: true,
        }));
        expect(told(said)).toMatchObject({ kinds: { a: ADD, d: ADD_REPLACE }, deletebeforereplace: true });
        const deeper = between({ a: { b: 0 } }, { a: { b: 1 } }, [], () => ({ unchanged: ["a.b"] }));
        expect(deeper.changes).toEqual([]);
    });

    test("says which outputs are not as they should be, and why", () => {
        const judge: Judge = () => ({ drift: { size: "it shrank" }, notes: ["look"] });
        expect(between({}, {}, [], judge)).toMatchObject({
            changes: [{ path: "size", kind: "update", replaces: false, isInput: false }],
            notes: ["look", "size: it shrank"],
        });
        expect(between({}, {}, ["size"], judge)).toMatchObject({ changes: [], notes: ["look"] });
    });
});
