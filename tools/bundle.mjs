// Bundles the plugin into one executable file: `node tools/bundle.mjs [ENTRY OUTFILE]`.
import { chmodSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const [entry = "provider/main.ts", outfile = "bin/pulumi-resource-unikernel"] = process.argv.slice(2);

await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "warning",
});
chmodSync(resolve(root, outfile), 0o755);
