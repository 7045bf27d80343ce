import { join } from "node:path";
import { environment } from "../setup/environment.mjs";
import { testNeeds } from "../setup/needs.mjs";
import { paths, root } from "../setup/paths.mjs";
import { setUp } from "../setup/setup.mjs";
import { shown } from "../setup/shown.mjs";

/** @param {readonly string[]} argv names of benchmarks; none for all */
export async function run(argv) {
    await setUp(testNeeds);
    const { build } = await import("esbuild");
    const program = join(paths.cache, "bench.js");
    await build({
        absWorkingDir: root,
        entryPoints: ["bench/run.ts"],
        outfile: program,
        bundle: true,
        platform: "node",
        packages: "external",
        loader: { ".sh": "text" },
        // For the modules of tools/setup, which find the repository from where they are.
        define: {
            "import.meta.dirname": JSON.stringify(join(root, "tools", "setup")),
            "import.meta.filename": "__filename",
        },
        logLevel: "warning",
    });
    return shown([process.execPath, program, ...argv], { env: await environment() });
}
