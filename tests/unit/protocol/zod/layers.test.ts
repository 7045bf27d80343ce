import { expect, test } from "@jest/globals";
import { z } from "zod";
import { identityOf } from "../../../../provider/protocol/zod/identity";
import { isJson } from "../../../../provider/protocol/zod/json";
import { layersOf } from "../../../../provider/protocol/zod/layers";

test("what is said of a property outside wins over what its type says", () => {
    const inner = z
        .string()
        .describe("A text.")
        .meta({ pulumi: { secret: true } });
    const { core, ...said } = layersOf(
        inner
            .optional()
            .describe("A key.")
            .meta({ pulumi: { deprecationMessage: "Old." } }),
    );
    expect(core._zod.def.type).toBe("string");
    expect(said).toMatchObject({
        optional: true,
        description: "A key.",
        pulumi: { secret: true, deprecationMessage: "Old." },
    });
});

test("a property with a default may be left out, and may not without", () => {
    expect(layersOf(z.int().default(3).readonly())).toMatchObject({ optional: true, defaultValue: 3 });
    expect(layersOf(z.int().nullable())).toMatchObject({ optional: false });
});

test("a type keeps its name and description where a property describes its use", () => {
    const port = z.strictObject({}).meta({ id: "host:Port", description: "A port." });
    expect(identityOf(port.describe("Where it listens."))).toEqual({
        id: "host:Port",
        description: "A port.",
    });
    expect(identityOf(z.strictObject({}).describe("No name."))).toBeUndefined();
});

test("any JSON is told from other choices and lists", () => {
    expect([z.json(), z.json().optional()].map(isJson)).toEqual([true, true]);
    const other = z.lazy(() => z.union([z.string(), z.array(z.string())]));
    expect([other, z.string(), z.array(z.json())].map(isJson)).toEqual([false, false, false]);
});
