import { join } from "node:path";
import { logged } from "../setup/logged.mjs";
import { shown } from "../setup/shown.mjs";
import { environment } from "../setup/environment.mjs";
import { quickstartNeeds } from "../setup/needs.mjs";
import { paths } from "../setup/paths.mjs";
import { setUp } from "../setup/setup.mjs";

/** @param {readonly string[]} argv */
export async function run(argv) {
    await setUp(quickstartNeeds);
    const program = join(paths.cache, "bench.js");
    const bundle = [
        "bench/run.ts",
        "--bundle",
        "--platform=node",
        "--packages=external",
        "--log-level=warning",
    ];
    await logged("bench-bundle", [
        process.execPath,
        "node_modules/esbuild/bin/esbuild",
        ...bundle,
        `--outfile=${program}`,
    ]);
    return shown([process.execPath, program, ...argv], { env: await environment() });
}
