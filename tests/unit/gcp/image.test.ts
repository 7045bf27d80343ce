import { expect, test } from "@jest/globals";
import { ImageInputs } from "../../../provider/gcp/image";
import { refusals } from "../protocol/check/refusals";

test.each([
    ["a disk that is larger than GCE takes", "sizeGiB", 4096, "must be at most 2048, not 4096"],
    ["a disk of no size", "sizeGiB", 0, "must be at least 1, not 0"],
])("%s is refused before anything is done", (_, property, value, said) => {
    expect(refusals(ImageInputs.shape, { [property]: value })).toMatchObject({ [property]: said });
});
