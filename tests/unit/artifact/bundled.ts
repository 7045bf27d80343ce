import { afterAll, beforeAll } from "@jest/globals";
import { build } from "esbuild";
import { mkdtemp, chmod, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a script that `node` runs out of a TypeScript file, for tests that need processes of their own. */
export function bundled(source: string): () => string {
    let folder = "";
    beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), "bundled-"));
        await chmod(folder, 0o755);
        await build({
            entryPoints: [source],
            outfile: join(folder, "script.js"),
            bundle: true,
            platform: "node",
            loader: { ".sh": "text" },
            logLevel: "error",
        });
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    return () => join(folder, "script.js");
}
