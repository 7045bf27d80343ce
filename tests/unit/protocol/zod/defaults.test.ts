import { expect, test } from "@jest/globals";
import { z } from "zod";
import { secret, unknown, type Value } from "../../../../provider/protocol/codec/value";
import { fillDefaults } from "../../../../provider/protocol/zod/defaults";

const side = z.strictObject({ colour: z.string(), width: z.int().default(10) });

test.each<[string, z.ZodType, Value | undefined, Value | undefined]>([
    ["what is left out", z.int().default(3), undefined, 3],
    ["nothing where there is none", z.int().optional(), undefined, undefined],
    ["not what is there", z.int().default(3), 4, 4],
    ["not what is unknown", side, unknown(), unknown()],
    ["in an object", side.optional(), { colour: unknown() }, { colour: unknown(), width: 10 }],
    ["in a list", z.array(side), [{ colour: unknown() }], [{ colour: unknown(), width: 10 }]],
    ["in a map", z.record(z.string(), side), { a: { width: unknown() } }, { a: { width: unknown() } }],
    ["in a secret", side, secret({ colour: unknown() }), secret({ colour: unknown(), width: 10 })],
    ["and leaves what should not be there", side, { x: 1 }, { x: 1, width: 10 }],
])("while parts are unknown, a default fills in %s", (_, schema, value, filled) => {
    expect(fillDefaults(schema, value)).toEqual(filled);
});
