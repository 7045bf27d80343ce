import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { ProviderDefinition } from "../../../../provider/protocol/resource";
import { packageSchema } from "../../../../provider/protocol/schema/package";

const Colour = z.enum(["light-red", "2nd"]).meta({ id: "index:Colour", description: "A colour." });
const Tap = z
    .strictObject({ kind: z.literal("tap").describe("TAP.") })
    .meta({ id: "index:Tap", description: "A TAP device." });
const User = z
    .strictObject({ kind: z.literal("user").describe("User.") })
    .meta({ id: "index:User", description: "No device." });

function schemaOf(inputs: z.ZodObject, outputs = z.object({})) {
    const definition: ProviderDefinition<unknown> = {
        ...{ name: "box", version: "1.0.0", description: "Boxes.", repository: "https://example.org/box" },
        config: z.strictObject({
            store: z
                .string()
                .optional()
                .describe("Where.")
                .meta({ pulumi: { environment: ["BOX_STORE"] } }),
        }),
        configure: () => undefined,
        resources: [
            {
                ...{
                    token: "box:index:Box",
                    description: "A box.",
                    replaceOn: Object.keys(inputs.shape).slice(0, 1),
                },
                examples: [{ title: "One box", typescript: "new Box();\n" }],
                inputs,
                outputs,
                lifecycle: () => Promise.reject(new Error("a schema needs no lifecycle")),
            },
        ],
        functions: [],
    };
    const schema = packageSchema(definition);
    return { ...schema, box: schema.resources["box:index:Box"] };
}

test("an SDK is told what a property is, whether it is needed, and what it is otherwise", () => {
    const { box } = schemaOf(
        z.strictObject({
            name: z.string().describe("Its name."),
            size: z.int().default(3).describe("In MiB."),
            key: z
                .string()
                .optional()
                .describe("A key.")
                .meta({ pulumi: { secret: true } }),
        }),
        z.object({
            digest: z.string().describe("What is in it."),
            note: z.string().optional().describe("A note."),
        }),
    );
    expect(box).toMatchObject({
        inputProperties: {
            name: { type: "string", description: "Its name.", willReplaceOnChanges: true },
            size: { type: "integer", default: 3 },
            key: { type: "string", secret: true },
        },
        requiredInputs: ["name"],
        required: ["name", "size", "digest"],
    });
    expect(Object.keys(box?.properties ?? {})).toEqual(["name", "size", "key", "digest", "note"]);
    expect(box?.description).toContain(
        "A box.\n\n{{% examples %}}\n## Example Usage\n{{% example %}}\n### One box",
    );
});

test("words and choices are types with names in every language", () => {
    const { types, box } = schemaOf(
        z.strictObject({
            colour: Colour.default("2nd").describe("Which one."),
            network: z.discriminatedUnion("kind", [Tap, User]).describe("Which network."),
        }),
    );
    expect(types["box:index:Colour"]).toEqual({
        ...{ type: "string", description: "A colour." },
        enum: [
            { name: "LightRed", value: "light-red" },
            { name: "_2nd", value: "2nd" },
        ],
    });
    const [tap, user] = ["#/types/box:index:Tap", "#/types/box:index:User"];
    expect(box?.inputProperties).toMatchObject({
        colour: { $ref: "#/types/box:index:Colour", default: "2nd", description: "Which one." },
        network: {
            oneOf: [{ $ref: tap }, { $ref: user }],
            discriminator: { propertyName: "kind", mapping: { tap, user } },
        },
    });
    expect(types["box:index:Tap"]).toMatchObject({ properties: { kind: { type: "string", const: "tap" } } });
});

test("a setting may come from the environment", () => {
    expect(schemaOf(z.strictObject({})).config.variables).toEqual({
        store: expect.objectContaining({ defaultInfo: { environment: ["BOX_STORE"] } }),
    });
});

describe("a definition that no SDK could be made of is refused", () => {
    const Loose = z.object({}).meta({ id: "index:Loose", description: "Anything." });
    test.each<[string, z.ZodObject, string]>([
        ["without a description", z.strictObject({ a: z.string() }), "box:index:Box, a: needs a description"],
        [
            "with a name of Pulumi's",
            z.strictObject({ urn: z.string() }),
            "urn: is a name that Pulumi keeps for itself",
        ],
        [
            "where misspelt properties go unnoticed",
            z.strictObject({ a: Loose.describe("A.") }),
            "a: has to be a strictObject",
        ],
        [
            "with a transformation",
            z.strictObject({ a: z.array(z.string().transform(Number)).describe("A.") }),
            "a.items: Pulumi has no type for `pipe` of zod",
        ],
    ])("%s", (_, inputs, message) => {
        expect(() => schemaOf(inputs)).toThrow(message);
    });
});
