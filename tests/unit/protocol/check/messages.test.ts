import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { secret, type Value } from "../../../../provider/protocol/codec/value";
import { refusals } from "./refusals";

const probe = z.strictObject({ http: z.string(), port: z.int().optional() });
const kinds = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("tap") }),
    z.strictObject({ kind: z.literal("user") }),
]);

type Row = readonly [schema: z.ZodType, value: Value, reason: string];

/** So that each case is named by what the user reads. */
const byReason = (rows: readonly Row[]) =>
    rows.map(([schema, value, reason]) => [reason, schema, value] as const);

describe("a value is refused with what is allowed", () => {
    test.each(
        byReason([
            [z.string(), 5, "must be a string, not 5"],
            [z.boolean(), "yes", 'must be true or false, not "yes"'],
            [z.number(), "80", 'must be a number, not "80"'],
            [z.number(), NaN, "must be a number, not NaN"],
            [z.int(), 1.5, "must be a whole number, not 1.5"],
            [z.array(z.string()), "one", 'must be a list, not "one"'],
            [z.record(z.string(), z.string()), ["a"], "must be an object, not a list"],
            [probe, "x", 'must be an object with "http", not "x"'],
            [z.strictObject({}), 7, "must be an object, not 7"],
            [
                z.enum(["spt", "hvt", "qemu"]),
                "hvm",
                'must be "spt", "hvt" or "qemu", not "hvm"; did you mean "hvt"?',
            ],
            [z.enum(["spt", "hvt"]), "xen", 'must be "spt" or "hvt", not "xen"'],
            [z.literal("only"), "other", 'must be "only", not "other"'],
            [z.string().min(2), "a", "must be at least 2 characters long, not 1"],
            [z.string().max(1), "abc", "must be at most 1 character long, not 3"],
            [z.string().length(3), "ab", "must be exactly 3 characters long, not 2"],
            [z.array(z.int()).min(1), [], "must be a list of at least 1 item, not 0"],
            [z.array(z.int()).max(1), [1, 2], "must be a list of at most 1 item, not 2"],
            [z.int().positive(), 0, "must be more than 0, not 0"],
            [z.number().lt(1), 1, "must be less than 1, not 1"],
            [z.int().multipleOf(4), 6, "must be a multiple of 4, not 6"],
            [z.ipv4(), "10.0.0", 'must be an IPv4 address such as 10.0.0.2, not "10.0.0"'],
            [
                z.cidrv4(),
                "10.0.0.2",
                'must be an IPv4 address with a prefix length such as 10.0.0.2/24, not "10.0.0.2"',
            ],
            [z.url(), "here", 'must be a URL such as https://example.org/path, not "here"'],
            [
                z.string().startsWith("sha256:"),
                "md5",
                'must be a string that starts with "sha256:", not "md5"',
            ],
            [z.string().endsWith(".git"), "x", 'must be a string that ends with ".git", not "x"'],
            [z.string().includes("@"), "x", 'must be a string with "@" in it, not "x"'],
            [z.string().regex(/^[a-z]+$/), "A", 'must be a string that matches /^[a-z]+$/, not "A"'],
            [z.union([z.literal("none"), probe]), 7, 'must be "none" or an object with "http", not 7'],
            [z.string().regex(/^\d+$/, "is no number of a port"), "x", "is no number of a port"],
        ]),
    )("%s", (reason, schema, value) => {
        expect(refusals({ value: schema }, { value })).toEqual({ value: reason });
    });

    test("the word that tells the options of a union apart, at that word", () => {
        expect(refusals({ network: kinds }, { network: { kind: "tab" } })).toEqual({
            "network.kind": expect.stringMatching(/^must be .*, not /),
        });
    });

    test("a name in a map that may not be called so", () => {
        const named = z.record(z.string().regex(/^\w+$/, "may only hold letters"), z.string());
        expect(refusals({ env: named }, { env: { "a-b": "x" } })).toEqual({
            'env["a-b"]': expect.stringContaining("the name may only hold letters"),
        });
    });
});

describe("what is missing is asked for", () => {
    test.each(
        byReason([
            [z.string(), null, "is required: a string"],
            [z.enum(["a", "b"]), null, 'is required: "a" or "b"'],
            [z.array(z.string()), null, "is required: a list"],
            [probe, null, 'is required: an object with "http"'],
            [z.union([z.string(), z.int()]), null, "is required: a string or a whole number"],
        ]),
    )("%s", (reason, schema, value) => {
        expect(refusals({ value: schema }, { value })).toEqual({ value: reason });
    });
});

test("a property that does not exist is answered with those that do", () => {
    expect(refusals({ probe }, { probe: { http: "/", timeout: 3 }, extra: 1 })).toEqual({
        "probe.timeout": 'there is no such property; the properties are "http", "port"',
        extra: 'there is no such property; the properties are "probe"',
    });
    expect(refusals({}, { extra: 1 })).toEqual({ extra: "there is no such property: there are none here" });
});

describe("no message holds the value of a secret", () => {
    test.each(
        byReason([
            [z.int(), "hunter2", "must be a whole number"],
            [z.enum(["red"]), "rad", 'must be "red"'],
            [z.string().min(20), "hunter2", "must be at least 20 characters long"],
        ]),
    )("%s", (reason, schema, value) => {
        expect(refusals({ value: schema }, { value: secret(value) })).toEqual({ value: reason });
    });

    test("nor of what lies beside it in the same property", () => {
        const shape = { auth: z.strictObject({ user: z.string(), key: z.string() }) };
        expect(refusals(shape, { auth: { user: 7, key: secret("k") } })).toEqual({
            "auth.user": "must be a string",
        });
    });
});
