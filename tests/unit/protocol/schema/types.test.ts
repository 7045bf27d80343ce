import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { ComplexTypeSpec } from "../../../../provider/protocol/schema/spec";
import { typeSpec, type Place } from "../../../../provider/protocol/schema/types";

const place = (): Place & { types: Map<string, ComplexTypeSpec> } => ({
    ...{ owner: "unikernel:index:Image", path: ["source"], isInput: true, packageName: "unikernel" },
    types: new Map<string, ComplexTypeSpec>(),
});

const Port = z
    .strictObject({ number: z.int().describe("The port.") })
    .meta({ id: "host:Port" })
    .describe("A port.");

describe("a zod type becomes a type of the package", () => {
    test.each<[string, z.ZodType, unknown]>([
        ["a text", z.string(), { type: "string" }],
        ["a whole number", z.int(), { type: "integer" }],
        ["a number", z.number(), { type: "number" }],
        ["an optional with a default", z.boolean().default(true), { type: "boolean" }],
        ["a list", z.array(z.string()), { type: "array", items: { type: "string" } }],
        [
            "a map",
            z.record(z.string(), z.int()),
            { type: "object", additionalProperties: { type: "integer" } },
        ],
        ["anything", z.json(), { $ref: "pulumi.json#/Any" }],
        ["one with a name", Port, { $ref: "#/types/unikernel:host:Port" }],
    ])("%s", (_, schema, expected) => {
        expect(typeSpec(schema, place())).toEqual(expected);
    });

    test("and its named types are the package's, with their descriptions", () => {
        const at = place();
        typeSpec(z.array(Port), at);
        expect(at.types.get("unikernel:host:Port")).toMatchObject({
            description: "A port.",
            properties: { number: { type: "integer", description: "The port." } },
            required: ["number"],
        });
    });
});

describe("what no SDK could have is refused, with its place", () => {
    test.each<[string, z.ZodType, RegExp]>([
        ["an object without a name", z.strictObject({ a: z.string() }), /needs a name: \.meta/],
        ["a name of another form", Port.meta({ id: "port" }), /"port" is no name of the form "module:Name"/],
        ["a transformation", z.string().transform(Number), /Pulumi has no type for `pipe` of zod/],
        ["a date", z.date(), /Pulumi has no type for `date` of zod/],
    ])("%s", (_, schema, message) => {
        expect(() => typeSpec(schema, place())).toThrow(message);
    });

    test("two types with one name", () => {
        const at = place();
        typeSpec(Port, at);
        const other = z.strictObject({}).meta({ id: "host:Port" }).describe("Another.");
        expect(() => typeSpec(other, at)).toThrow(/another type is named "host:Port" too/);
    });
});
