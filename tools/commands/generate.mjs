import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { logged } from "../setup/logged.mjs";
import { generatorPath } from "../setup/generator.mjs";
import { goModTidy } from "../setup/go.mjs";
import { generateNeeds } from "../setup/needs.mjs";
import { paths, root } from "../setup/paths.mjs";
import { sdk } from "../setup/sdk.mjs";
import { setUp } from "../setup/setup.mjs";

const schema = join(root, "sdk", "schema.json");
const reference = join(root, "docs", "reference");
const generated = join(paths.cache, "sdk");
const languages = ["nodejs", "python", "go"];

/** Files below an SDK's folder that are not the generator's: Go completes go.mod by what the code imports. */
const kept = new Set(["bin", "node_modules", "go.mod", "go.sum"]);

/** Writes the schema from the provider's types, and the SDKs and reference pages from the schema. */
export async function run() {
    await setUp(generateNeeds);
    await mkdir(join(root, "sdk"), { recursive: true });
    await logged("schema", [process.execPath, "tools/schema.mjs", schema]);
    await logged("reference", [process.execPath, "tools/reference/write.mjs", schema, reference]);
    await rm(generated, { recursive: true, force: true });
    await logged("sdkgen", [generatorPath, schema, generated]);
    await logged("overlay", [process.execPath, "tools/sdkgen/overlay.mjs", generated]);
    for (const language of languages) await replace(join(root, "sdk", language), join(generated, language));
    await goModTidy(join(root, "sdk", "go"));
    await setUp([sdk]);
    console.log("sdk/ and docs/reference/ are up to date with the provider.");
    return 0;
}

/**
 * @param {string} folder
 * @param {string} fresh
 */
async function replace(folder, fresh) {
    const old = await readdir(folder).catch(() => []);
    const stale = old.filter((name) => !kept.has(name));
    await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true })));
    const isNew = old.length === 0;
    await cp(fresh, folder, {
        recursive: true,
        filter: (path) => isNew || !kept.has(path.slice(fresh.length + 1)),
    });
}
