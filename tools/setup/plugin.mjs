import { join } from "node:path";
import { built } from "./built.mjs";
import { logged } from "./logged.mjs";
import { nodeModules } from "./node-modules.mjs";
import { root } from "./paths.mjs";

/** The provider as the one file that Pulumi starts. */
export const plugin = built({
    name: "plugin",
    title: "the provider's plugin",
    after: [nodeModules],
    sources: ["provider", "tools/bundle.mjs", "package.json", "package-lock.json", "tsconfig.json"].map(
        (path) => join(root, path),
    ),
    output: join(root, "bin", "pulumi-resource-unikernel"),
    make: () => logged("bundle", [process.execPath, "tools/bundle.mjs"]),
});
