import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { unknown } from "../../../../provider/protocol/codec/value";
import { refusals } from "./refusals";

const side = z.strictObject({ colour: z.enum(["red", "blue"]), width: z.int().default(1) });

describe("a failure is at the property at fault", () => {
    test("in a list within a map with any names", () => {
        const shape = { sides: z.record(z.string(), z.array(side)) };
        expect(
            Object.keys(refusals(shape, { sides: { "far left": [{ colour: "red" }, {}], b: 7 } })),
        ).toEqual(['sides["far left"][1].colour', "sides.b"]);
    });

    test("each surplus property at itself", () => {
        expect(refusals({ side }, { side: { colour: "red", widht: 1, color: "x" } })).toEqual({
            "side.widht": 'there is no such property; did you mean "width"?',
            "side.color": 'there is no such property; did you mean "colour"?',
        });
    });

    test("within the option of a union that was meant, and at the union when none was", () => {
        const shape = { probe: z.union([z.literal("none"), z.strictObject({ tcp: z.int().max(9) })]) };
        expect(refusals(shape, { probe: { tcp: 10 } })).toEqual({ "probe.tcp": "must be at most 9, not 10" });
        expect(Object.keys(refusals(shape, { probe: 3 }))).toEqual(["probe"]);
    });

    test("at the union when several options may have been meant", () => {
        const option = (name: string) => z.strictObject({ [name]: z.int() });
        const shape = { probe: z.union([option("tcp"), option("http")]) };
        expect(refusals(shape, { probe: {} })).toEqual({
            probe: 'must be an object with "tcp" or an object with "http", not an object',
        });
    });
});

describe("what is not known yet is judged later", () => {
    test("itself, and what holds it", () => {
        const shape = { side, sides: z.array(side).min(3) };
        expect(refusals(shape, { side: unknown(), sides: [{ colour: unknown() }] })).toEqual({});
    });

    test("but not what lies beside it", () => {
        expect(refusals({ side }, { side: { colour: unknown(), width: "big" } })).toEqual({
            "side.width": 'must be a whole number, not "big"',
        });
    });

    test("and a property that does not exist is wrong all the same", () => {
        expect(
            Object.keys(refusals({ side }, { sid: unknown(), side: { colour: unknown(), x: 1 } })),
        ).toEqual(["sid", "side.x"]);
    });
});
