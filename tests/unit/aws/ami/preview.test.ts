import { expect, test } from "@jest/globals";
import type { AmiInputs } from "../../../../provider/aws/ami";
import { outputsOf } from "../../../../provider/aws/ami/outputs";
import { inputsOf, worldOf, type AmiState } from "../world";
import type { Means } from "../../../../provider/aws/ami/means";

const state: AmiState = {
    ...{ id: "web-0000001", inputs: inputsOf() },
    outputs: outputsOf(inputsOf(), [["eu-west-1", { imageId: "ami-1", snapshotId: "snap-1" }]], 17 * 2 ** 20),
};

interface Given {
    readonly unknowns?: readonly string[];
    readonly previous?: AmiState;
    readonly means?: Partial<Means>;
}

/** Nothing listens where AWS should be. */
const preview = async (inputs: Partial<AmiInputs>, { unknowns = [], previous, means }: Given = {}) => {
    const { lifecycle, call, notes } = worldOf({ url: "http://127.0.0.1:9" }, means);
    const outputs = await lifecycle.preview?.(call, { inputs, unknowns: new Set(unknowns), previous });
    return { notes, outputs };
};

const regions = ["eu-west-1", "us-east-1"];

test("a preview of a new image says where it goes, and how much that is", async () => {
    const { notes, outputs } = await preview(inputsOf({ regions }));
    expect(notes).toEqual(["to be uploaded to eu-west-1, us-east-1, 1.0 MiB each"]);
    expect(outputs).toMatchObject({ architecture: "x86_64", bootMode: "uefi-preferred" });
    expect(outputs?.ids).toBeUndefined();
});

test.each<[string, Partial<AmiInputs>, Given]>([
    ["before the image is built", { image: undefined }, { unknowns: ["image"] }],
    ["before the arguments are known", { args: undefined }, { unknowns: ["args"] }],
    [
        "before the appliance's parts have been fetched",
        {},
        {
            means: {
                diskAtHand: () =>
                    Promise.resolve({ missing: "before the appliance's parts have been fetched" }),
            },
        },
    ],
])("a preview says that how much is not known %s", async (when, more, given) => {
    const { notes } = await preview({ ...inputsOf(), ...more }, given);
    expect(notes).toEqual([`to be uploaded to eu-west-1; how much is not known ${when}`]);
});

test("a preview of other regions says what is sent where and what is removed", async () => {
    const { notes, outputs } = await preview(inputsOf({ regions: ["us-east-1"] }), { previous: state });
    expect(notes).toEqual(["to be uploaded to us-east-1, 17.0 MiB each; to be removed from eu-west-1"]);
    expect(outputs?.ids).toBeUndefined();
});

test("a preview of a change in place knows all outputs", async () => {
    expect(await preview(inputsOf({ tags: { a: "b" } }), { previous: state })).toEqual({
        notes: [],
        outputs: state.outputs,
    });
});
