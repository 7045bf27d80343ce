// Writes the package schema of the sources as they are: `node tools/schema.mjs [FILE]`, or to stdout.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import { build } from "esbuild";

const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: ["provider/schema.ts"],
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    loader: { ".sh": "text" },
    logLevel: "warning",
});
const bundle = { exports: {} };
compileFunction(outputFiles[0].text, ["module", "require"])(bundle, createRequire(import.meta.url));
const text = `${JSON.stringify(bundle.exports.schema(), undefined, 2)}\n`;

const [file] = process.argv.slice(2);
if (file) writeFileSync(file, text);
else process.stdout.write(text);
