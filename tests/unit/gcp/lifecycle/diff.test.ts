import { expect, test } from "@jest/globals";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { diff } from "../../../../provider/gcp/lifecycle/diff";
import { imageName } from "../../../../provider/gcp/plan/names";
import { artifact, inputs } from "./world";

const appliance: ImageInputs = {
    ...inputs,
    ...{
        image: { ...artifact, target: "spt" },
        kind: "appliance",
        appliance: "linux:6.1.1 solo5-spt:v0.9.1",
    },
};

const made = (of: ImageInputs, known: ImageInputs = of) => ({
    ...{ id: "projects/p/global/images/web", inputs: known },
    outputs: {
        imageName: imageName(of, { name: "web", urn: "urn" }),
        ...{ selfLink: "", imageId: "1", diskSizeGb: 1, unit: "1" },
    },
});

const changed = new Set(["appliance"] as const);

test("a new kernel makes a new image, and the preview says so", () => {
    const now = { ...appliance, appliance: "linux:6.1.2 solo5-spt:v0.9.1" };
    const result = diff({ state: made(appliance), inputs: now, unknowns: new Set(), changed });
    expect(result.unchanged).not.toContain("appliance");
    expect(result.notes).toEqual([
        "A new image is made, with another appliance (linux:6.1.1 → linux:6.1.2).",
    ]);
});

test("an image that was imported is known by its name to have the appliance of now", () => {
    const { appliance: _, ...imported } = appliance;
    const state = made(appliance, imported);
    const result = diff({ state, inputs: appliance, unknowns: new Set(), changed });
    expect(result.unchanged).toContain("appliance");
    expect(result.notes).toEqual([]);
});
