import { join } from "node:path";
import { built } from "./built.mjs";
import { goInstall } from "./go.mjs";
import { paths, root } from "./paths.mjs";
import { pulumi } from "./pulumi.mjs";

const source = join(root, "tools", "sdkgen");

export const generatorPath = join(paths.bin, "sdkgen");

/** The program that writes the SDKs. After Pulumi: they share most of what Go compiles for them. */
export const generator = built({
    name: "generator",
    title: "the SDK generator",
    after: [pulumi],
    sources: [source],
    output: generatorPath,
    make: (say) =>
        goInstall({ name: "sdkgen", module: source, target: ".", into: paths.bin, ldflags: "" }, say),
});
