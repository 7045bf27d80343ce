import { join } from "node:path";
import { environment } from "../setup/environment.mjs";
import { Failure } from "../setup/failure.mjs";
import { labRefusal } from "../setup/lab/refusal.mjs";
import { testNeeds } from "../setup/needs.mjs";
import { paths, root } from "../setup/paths.mjs";
import { setUp } from "../setup/setup.mjs";
import { shown } from "../setup/shown.mjs";

/** A host as the tests have it, to look around in. */
export async function run() {
    const refusal = labRefusal();
    if (refusal !== undefined) throw new Failure(`Hosts for tests do not run on this machine: ${refusal}.`);
    await setUp(testNeeds);
    const program = join(paths.cache, "lab.js");
    await bundleLab("tests/lab/by-hand.ts", program);
    return shown([process.execPath, program], { env: await environment() });
}

/**
 * Makes one program of a TypeScript file that starts labs.
 *
 * @param {string} source below the project's folder
 * @param {string} program
 */
export async function bundleLab(source, program) {
    const { build } = await import("esbuild");
    await build({
        absWorkingDir: root,
        entryPoints: [source],
        outfile: program,
        bundle: true,
        platform: "node",
        // The only file among them that asks where it is.
        define: { "import.meta.dirname": JSON.stringify(join(root, "tools", "setup")) },
        logLevel: "warning",
    });
}
