import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { Context } from "../../../../provider/protocol/call/operation";
import { check } from "../../../../provider/protocol/check/check";
import { secret, unknown, type ObjectValue } from "../../../../provider/protocol/codec/value";
import { InvalidInputs, UserError } from "../../../../provider/protocol/errors";
import type { CheckRequest, CheckResult } from "../../../../provider/protocol/resource";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";

type Values = Record<string, unknown>;
type Judge = (request: CheckRequest<Values>) => CheckResult<Values>;

const side = z.strictObject({ colour: z.string(), width: z.int().default(10) });
const inputs = z.strictObject({
    label: z.string(),
    size: z.int().default(3),
    side: side.optional(),
    key: z
        .string()
        .optional()
        .meta({ pulumi: { secret: true } }),
    hash: z.string().optional(),
});

const never = (): Promise<never> => Promise.reject(new Error("a check does nothing"));

function checked(given: ObjectValue, judge?: Judge, previous: ObjectValue = {}) {
    const definition = {
        ...{ token: "box:index:Box", description: "", examples: [], replaceOn: [], inputs },
        outputs: z.strictObject({}),
        lifecycle: () =>
            Promise.resolve({
                ...{ create: never, update: never, read: never, delete: never },
                check:
                    judge &&
                    ((_: unknown, request: CheckRequest<Values>) =>
                        Promise.resolve().then(() => judge(request))),
            }),
    };
    const secrets = secretsOf(given);
    const progress = { status: () => undefined, note: () => undefined };
    const call = {
        urn: "",
        name: "",
        settings: {},
        signal: new AbortController().signal,
        progress,
        redact: secrets.redact,
    };
    const context: Context<unknown> = { call, secrets };
    return check(definition, context, { given, previous, randomSeed: new Uint8Array() });
}

describe("inputs are completed", () => {
    test.each<[string, ObjectValue, ObjectValue]>([
        ["with defaults", { label: "a" }, { label: "a", size: 3 }],
        [
            "with defaults for what other languages send as null",
            { label: "a", size: null },
            { label: "a", size: 3 },
        ],
        [
            "below what is not known yet",
            { label: "a", side: { colour: unknown() } },
            { label: "a", size: 3, side: { colour: unknown(), width: 10 } },
        ],
        [
            "and what is secret stays so, or becomes so by its type",
            { label: secret("a"), side: secret({ colour: secret("red") }), key: "k" },
            {
                label: secret("a"),
                size: 3,
                side: secret({ colour: secret("red"), width: 10 }),
                key: secret("k"),
            },
        ],
    ])("%s", async (_, given, expected) => {
        await expect(checked(given)).resolves.toEqual({ inputs: expected, failures: [] });
    });

    test("by the resource, with marks where secrets get into what it says", async () => {
        const judge: Judge = () => ({ set: { hash: "of hunter2", size: undefined }, unknown: ["side"] });
        await expect(checked({ label: secret("hunter2") }, judge)).resolves.toEqual({
            inputs: { label: secret("hunter2"), hash: secret("of hunter2"), side: unknown() },
            failures: [],
        });
    });

    test("and the resource sees them plain, with those of before", async () => {
        const asked: CheckRequest<Values>[] = [];
        const judge: Judge = (request) => {
            asked.push(request);
            return {};
        };
        await checked({ label: secret("a"), hash: unknown() }, judge, { label: secret("b") });
        expect(asked).toMatchObject([{ inputs: { label: "a", size: 3 }, previous: { label: "b" } }]);
        expect(asked[0]?.unknowns).toEqual(new Set(["hash"]));
        expect(asked[0]?.inputs).not.toHaveProperty("hash");
    });
});

describe("what a resource refuses is a failure of the property, without secrets", () => {
    const given = { label: "hunter2", key: secret("hunter2") };
    const raise = (error: Error): never => {
        throw error;
    };
    test.each<[string, Judge]>([
        ["answered", () => ({ failures: [{ property: "label", reason: "hunter2 is taken" }] })],
        ["thrown", () => raise(new UserError("hunter2 is taken", { property: "label" }))],
        [
            "thrown with others",
            () => raise(new InvalidInputs([{ property: "label", reason: "hunter2 is taken" }])),
        ],
    ])("%s", async (_, judge) => {
        await expect(checked(given, judge)).resolves.toEqual({
            inputs: given,
            failures: [{ property: "label", reason: "[secret] is taken" }],
        });
    });

    test("and the engine does not find the value of a secret property to print it", async () => {
        const { failures } = await checked(given, () => ({
            failures: [{ property: "key", reason: "is weak" }],
        }));
        expect(failures).toEqual([{ property: '["key"]', reason: "is weak" }]);
    });

    test("with the place of the whole log", async () => {
        const { failures } = await checked(given, () =>
            raise(new UserError("make failed", { property: "label", logPath: "/logs/make.log" })),
        );
        expect(failures).toEqual([
            { property: "label", reason: "make failed\nThe full log is in /logs/make.log" },
        ]);
    });

    test("but a bug is not", async () => {
        await expect(checked(given, () => raise(new TypeError("oops")))).rejects.toThrow("oops");
    });
});
