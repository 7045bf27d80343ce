import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { secret, unknown } from "./provider";
import { startSession, type Session } from "./session";

let session: Session;
beforeAll(async () => {
    session = await startSession();
});
afterAll(() => session.close());

const check: Session["provider"]["check"] = (...args) => session.provider.check(...args);

test("defaults are filled in, at every depth, and so is what the resource derives", async () => {
    const given = { label: "box", sides: { left: { colour: "red" } } };
    await expect(check(given)).resolves.toEqual({
        inputs: { ...given, size: 3, sides: { left: { colour: "red", width: 10 } }, fingerprint: "of box" },
        failures: {},
    });
});

test("inputs that were checked before come out as they went in", async () => {
    const { inputs } = await check({ label: "box", tags: ["a", "b"], shape: { corners: 4 } });
    await expect(check(inputs ?? {}, inputs)).resolves.toEqual({ inputs, failures: {} });
});

describe("a wrong input is refused where it is, with what is allowed", () => {
    test.each([
        [
            "a misspelt property",
            { lable: "x" },
            { lable: 'there is no such property; did you mean "label"?' },
        ],
        ["a missing property", { label: undefined }, { label: "is required: a string" }],
        ["a value too large", { size: 44 }, { size: "must be at most 10, not 44" }],
        ["a fraction", { size: 2.5 }, { size: "must be a whole number, not 2.5" }],
        ["another type", { size: "big" }, { size: 'must be a whole number, not "big"' }],
        ["an empty string", { label: "" }, { label: "must be at least 1 character long, not 0" }],
        ["an item of a list", { tags: ["a", 2] }, { "tags[1]": "must be a string, not 2" }],
        [
            "one of a few words",
            { sides: { "far left": { colour: "gren" } } },
            {
                'sides["far left"].colour':
                    'must be "red", "green" or "blue", not "gren"; did you mean "green"?',
            },
        ],
        [
            "a misspelt property deep down",
            { sides: { left: { colour: "red", widht: 3 } } },
            { "sides.left.widht": 'there is no such property; did you mean "width"?' },
        ],
        [
            "the option of a union that was meant",
            { shape: { corners: 2 } },
            { "shape.corners": "must be at least 3, not 2" },
        ],
        [
            "none of the options of a union",
            { shape: 7 },
            { shape: 'must be "round" or an object with "corners", not 7' },
        ],
    ])("%s", async (_, wrong, failures) => {
        const given = JSON.parse(JSON.stringify({ label: "box", ...wrong })) as Record<string, unknown>;
        await expect(check(given)).resolves.toMatchObject({ failures });
    });

    test("every one at once", async () => {
        const { failures } = await check({ label: 1, size: 0, place: true });
        expect(Object.keys(failures)).toEqual(["label", "size", "place"]);
    });

    test("by the resource's own word", async () => {
        await expect(check({ label: "forbidden" })).resolves.toMatchObject({
            failures: { label: "is taken by others" },
        });
    });
});

describe("what is not known yet is no mistake", () => {
    test.each([
        ["as a whole", { label: unknown }],
        ["within a list", { label: "box", tags: ["a", unknown] }],
        ["within a union", { label: "box", shape: { corners: unknown } }],
        ["as the word of an enumeration", { label: "box", sides: { left: { colour: unknown } } }],
    ])("%s", async (_, given) => {
        await expect(check(given)).resolves.toMatchObject({ inputs: given, failures: {} });
    });

    test("what follows from it is not known either", async () => {
        await expect(check({ label: unknown })).resolves.toMatchObject({ inputs: { fingerprint: unknown } });
    });

    test("the defaults beside it are filled in", async () => {
        const given = { label: "box", sides: { left: { colour: unknown } } };
        await expect(check(given)).resolves.toMatchObject({
            inputs: { sides: { left: { colour: unknown, width: 10 } } },
        });
    });

    test("but a mistake beside it is one", async () => {
        const given = {
            label: "box",
            sides: { left: { colour: unknown, width: 0 }, right: { color: unknown } },
        };
        await expect(check(given)).resolves.toMatchObject({
            failures: {
                "sides.left.width": "must be at least 1, not 0",
                "sides.right.color": 'there is no such property; did you mean "colour"?',
            },
        });
    });
});

describe("what is secret stays so", () => {
    test("at every depth", async () => {
        const given = { label: secret("box-of-gold"), tags: ["a", secret("tag-of-gold")] };
        await expect(check(given)).resolves.toMatchObject({ inputs: given });
    });

    test("where the type says so, whatever the user does", async () => {
        await expect(check({ label: "box", token: "hunter22" })).resolves.toMatchObject({
            inputs: { token: secret("hunter22") },
        });
    });

    test("in what the resource derives from it", async () => {
        await expect(check({ label: secret("box-of-gold") })).resolves.toMatchObject({
            inputs: { fingerprint: secret("of box-of-gold") },
        });
    });

    test("in a failure, by a path for which the engine prints no value", async () => {
        const { failures } = await check({
            label: "box",
            place: secret(123_456),
            tags: [secret("tag-of-gold"), 3],
        });
        expect(failures).toEqual({ '["place"]': "must be a string", "tags[1]": "must be a string" });
    });
});
