import { expect, test } from "@jest/globals";
import type { AmiInputs } from "../../../../provider/aws/ami";
import { diffAmi } from "../../../../provider/aws/ami/diff";
import { outputsOf } from "../../../../provider/aws/ami/outputs";
import { imageOf, inputsOf, type AmiState } from "../world";

const stateOf = (inputs: AmiInputs): AmiState => ({
    ...{ id: "web-0000001", inputs },
    outputs: outputsOf(
        inputs,
        inputs.regions.map((region) => [region, { imageId: "ami-1", snapshotId: "snap-1" }]),
        1024,
    ),
});

const diff = (
    more: Partial<AmiInputs>,
    before: AmiInputs = inputsOf(),
    unknowns: readonly string[] = [],
    defaulted = ["name"],
) => {
    const changed = new Set([...Object.keys(more), ...unknowns] as (keyof AmiInputs)[]);
    return diffAmi({
        state: stateOf(before),
        inputs: { ...before, ...more },
        ...{ unknowns: new Set(unknowns), defaulted: new Set(defaulted), changed },
    });
};

test.each<[string, Partial<AmiInputs>]>([
    ["tags", { tags: { a: "b" } }],
    ["launch permissions", { launchPermissions: { public: true } }],
    ["deprecation", { deprecateAt: "2036-01-01" }],
    ["description", { description: "other" }],
    ["regions", { regions: ["us-east-1"] }],
])("other %s change the image in place", (_, more) => {
    expect(diff(more)).toEqual({});
});

test.each<[string, Partial<AmiInputs>]>([
    ["another list of arguments", { args: ["--hello"] }],
    ["another boot mode", { boot: "uefi" }],
    ["another encryption", { encrypted: true }],
    ["another KMS key", { kmsKeyId: "alias/images" }],
    ["another name", { name: "other" }],
])("%s makes another image", (reason, more) => {
    expect(diff(more)).toEqual({
        replace: Object.keys(more),
        notes: [`replaced by a new image: ${reason}`],
    });
});

test("another unikernel makes another image, and the preview says which", () => {
    const image = imageOf("other");
    const { notes } = diff({ image });
    expect(notes).toEqual([
        `replaced by a new image: another unikernel (${imageOf().digest.slice(0, 19)} → ${image.digest.slice(0, 19)})`,
    ]);
});

test("another appliance makes another image, and the preview says of which kernel", () => {
    const before = inputsOf({ appliance: "linux:6.1.1 solo5-spt:v0.9.1" });
    expect(diff({ appliance: "linux:6.1.2 solo5-spt:v0.9.1" }, before)).toEqual({
        replace: ["appliance"],
        notes: ["replaced by a new image: another appliance (linux:6.1.1 → linux:6.1.2)"],
    });
    expect(diff({ appliance: "linux:6.1.2" }).notes).toEqual([
        "replaced by a new image: another appliance (of which nothing is on record → linux:6.1.2)",
    ]);
});

test("an image that was imported is known by its contents to have the appliance of now", () => {
    const { appliance, ...imported } = inputsOf({ appliance: "linux:6.1.1" });
    const state = { ...stateOf(imported), outputs: stateOf({ ...imported, appliance }).outputs };
    const inputs = { ...imported, appliance };
    expect(diffAmi({ state, inputs, unknowns: new Set(), changed: new Set(["appliance"]) })).toMatchObject({
        unchanged: ["appliance"],
    });
});

test("a unikernel that is built anew may make another image", () => {
    expect(diff({}, inputsOf(), ["image"])).toEqual({
        replace: ["image"],
        notes: ["replaced by a new image: the unikernel is built anew"],
    });
});

test.each<[string, Partial<AmiInputs>, AmiInputs]>([
    [
        "the same unikernel, made another way",
        { image: imageOf("web", { recipe: { x: 1 }, size: 0 }) },
        inputsOf(),
    ],
    ["the boot mode that is the default", { boot: "uefi-preferred" }, inputsOf()],
    ["regions in another order", { regions: ["b", "a"] }, inputsOf({ regions: ["a", "b"] })],
    ["the same minute", { deprecateAt: "2036-01-01T00:00:07Z" }, inputsOf({ deprecateAt: "2036-01-01" })],
    [
        "accounts in another order",
        { launchPermissions: { accounts: ["2", "1"], organizations: [] } },
        inputsOf({ launchPermissions: { accounts: ["1", "2"] } }),
    ],
    [
        "a key for a region that is new",
        { kmsKeyId: { "eu-west-1": "k", "us-east-1": "l" } },
        inputsOf({ encrypted: true, kmsKeyId: "k" }),
    ],
])("%s is no change", (_, more, before) => {
    expect(diff(more, before)).toEqual({ unchanged: Object.keys(more) });
});

test("an image that is gone in a region is made again there", () => {
    const state = stateOf(inputsOf());
    const gone = { ...state, outputs: { ...state.outputs, ids: {} } };
    const request = {
        inputs: state.inputs,
        unknowns: new Set<string>(),
        changed: new Set<keyof AmiInputs>(),
        defaulted: new Set(["name"]),
    };
    expect(diffAmi({ state: gone, ...request })).toEqual({
        drift: { ids: "the image is gone in eu-west-1; it is made again" },
    });
});

test.each(["mine", "web-9f1c2ab"])(
    "an image that a program calls %s goes before its replacement comes",
    (name) => {
        const replaced = (more: Partial<AmiInputs>, defaulted: string[] = []) =>
            diff({ boot: "uefi", ...more }, inputsOf({ name }), [], defaulted).deleteBeforeReplace;
        expect(replaced({})).toBe(true);
        expect(replaced({ name: "other" })).toBeUndefined();
        expect(replaced({}, ["name"])).toBeUndefined();
    },
);
