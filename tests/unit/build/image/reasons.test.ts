import { expect, test } from "@jest/globals";
import { ImageInputs } from "../../../../provider/build/image";
import { reasons } from "../../../../provider/build/image/reasons";

const old = ImageInputs.parse({ source: "./web", target: "spt", sourceHash: "one" });

test.each<[Partial<ImageInputs>, string | undefined, string]>([
    [{ sourceHash: "two" }, "1 file changed: unikernel.ml", "1 file changed: unikernel.ml"],
    [{ sourceHash: "two", source: "./other" }, undefined, "the source changed"],
    [{ target: "hvt" }, undefined, "target changes from spt to hvt"],
    [{ arch: "aarch64" }, undefined, "arch changes from its default to aarch64"],
    [{ relock: "now" }, undefined, "the dependencies are solved anew"],
    [{ env: { TOKEN: "hunter22" }, strip: false }, undefined, "strip changes; env changes"],
])("with %j the preview says why", (more, sourceChange, says) => {
    expect(reasons(old, { ...old, ...more }, sourceChange)).toBe(says);
});
