import { expect, test } from "@jest/globals";
import type { AtHand } from "../../../../provider/disk";
import { imageLifecycleIn } from "../../../../provider/gcp/lifecycle/lifecycle";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { imageName } from "../../../../provider/gcp/plan/names";
import { callTo, inputs, syntheticDisk, world } from "./world";

/** Nothing listens there. */
const nowhere = { origin: "http://127.0.0.1:9", key: "" };

const preview = async (
    given: Partial<ImageInputs>,
    unknowns: readonly string[] = [],
    atHand: AtHand = { disk: syntheticDisk() },
) => {
    const call = callTo(nowhere);
    const lifecycle = imageLifecycleIn({ ...world, diskAtHand: () => Promise.resolve(atHand) });
    const outputs = await lifecycle.preview?.(call, { inputs: given, unknowns: new Set(unknowns) });
    return { notes: call.notes, outputs };
};

const name = imageName(inputs, callTo(nowhere));
const selfLink = `https://www.googleapis.com/compute/v1/projects/test-project/global/images/${name}`;

test("a preview knows the image's name and link, and how much goes to the cloud, compressed", async () => {
    expect(await preview(inputs)).toEqual({
        notes: ["to be uploaded to gs://uploads: 0.8 MiB, compressed, of a disk of 1 GiB"],
        outputs: { imageName: name, selfLink, diskSizeGb: 1, altered: undefined },
    });
});

test("a preview does not guess the size of a disk that it cannot make", async () => {
    expect(await preview(inputs, [], { missing: "before the boot loader has been fetched" })).toEqual({
        notes: [
            "to be uploaded to gs://uploads; how much is not known before the boot loader has been fetched",
        ],
        outputs: { imageName: name, selfLink, altered: undefined },
    });
});

test.each<[string, Partial<ImageInputs>, string]>([
    [
        "image",
        { ...inputs, image: undefined },
        " to gs://uploads; how much is not known before the image is built",
    ],
    ["args", inputs, " to gs://uploads; how much is not known before all that is on the disk is known"],
    ["bucket", { ...inputs, bucket: undefined }, ": 0.8 MiB, compressed, of a disk of 1 GiB"],
])("a preview without a known %s says what it can", async (unknown, given, said) => {
    expect((await preview(given, [unknown])).notes).toEqual([`to be uploaded${said}`]);
});
