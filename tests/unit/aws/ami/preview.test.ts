import { expect, test } from "@jest/globals";
import type { AmiInputs } from "../../../../provider/aws/ami";
import { outputsOf } from "../../../../provider/aws/ami/outputs";
import { previewAmi } from "../../../../provider/aws/ami/preview";
import { inputsOf, type AmiState } from "../world";

const state: AmiState = {
    ...{ id: "web-0000001", inputs: inputsOf() },
    outputs: outputsOf(inputsOf(), [["eu-west-1", { imageId: "ami-1", snapshotId: "snap-1" }]], 17 * 2 ** 20),
};

const preview = async (inputs: Partial<AmiInputs>, previous?: AmiState) => {
    const notes: string[] = [];
    const progress = { note: (text: string) => notes.push(text), status: () => undefined };
    const outputs = await previewAmi({ progress }, { inputs, unknowns: new Set(), previous });
    return { notes, outputs };
};

test("a preview of a new image says where it goes", async () => {
    const { notes, outputs } = await preview(inputsOf({ regions: ["eu-west-1", "us-east-1"] }));
    expect(notes).toEqual(["to be uploaded to eu-west-1, us-east-1"]);
    expect(outputs).toMatchObject({ architecture: "x86_64", bootMode: "uefi-preferred" });
    expect(outputs.ids).toBeUndefined();
});

test("a preview of other regions says what is sent where and what is removed", async () => {
    const { notes, outputs } = await preview(inputsOf({ regions: ["us-east-1"] }), state);
    expect(notes).toEqual(["to be uploaded to us-east-1, 17.0 MiB each; to be removed from eu-west-1"]);
    expect(outputs.ids).toBeUndefined();
});

test("a preview of a change in place knows all outputs", async () => {
    expect(await preview(inputsOf({ tags: { a: "b" } }), state)).toEqual({
        notes: [],
        outputs: state.outputs,
    });
});
