import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { check } from "../../../../provider/host/lifecycle/check";
import { callFor } from "../calls";
import { imageFor } from "../images";
import { failuresOf } from "./failures";

const image = imageFor("unix");

async function nameOf(
    inputs: Partial<InstanceInputs>,
    { previous, seed = 1 }: { previous?: Partial<InstanceInputs>; seed?: number } = {},
): Promise<string | undefined> {
    const request = { inputs, previous, unknowns: new Set<string>(), randomSeed: Buffer.alloc(16, seed) };
    return (await check(callFor("www"), request)).set?.name;
}

test.each(["../www", "-www", "w w", "", ".www", "w".repeat(64)])("the name %j is refused", async (name) => {
    expect(await failuresOf({ image, name })).toEqual([
        "name: not a name: letters, digits, dots, dashes and underscores, 63 at most, a letter or digit first",
    ]);
});

test.each(["www", "9lives", "a.b_c-d", "w".repeat(63)])(
    "the name %j is accepted, and no other is chosen",
    async (name) => {
        expect(await failuresOf({ image, name })).toEqual([]);
        expect(await nameOf({ image, name })).toBeUndefined();
    },
);

test("a new instance is named after its resource, a replacement differently, and one that stays keeps its name", async () => {
    const name = await nameOf({ image });
    expect(name).toBe("www-0101010");
    expect(await nameOf({ image }, { seed: 2 })).toBe("www-0202020");
    expect(await nameOf({ image }, { previous: { name }, seed: 2 })).toBe(name);
});

test("a name that is not known yet is not made up", async () => {
    const request = { inputs: { image }, unknowns: new Set(["name"]), randomSeed: new Uint8Array(16) };
    expect((await check(callFor("www"), request)).set).toBeUndefined();
});
