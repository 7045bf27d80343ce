// Adds what is written by hand to the Node.js SDK that sdkgen has made: `node tools/sdkgen/overlay.mjs FOLDER`.
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
    indexWith,
    newIndex,
    packageWith,
    resourceWith,
    rootIndexWith,
    tsconfigWith,
} from "./overlay-texts.mjs";

const overlays = fileURLToPath(new URL("overlays/nodejs", import.meta.url));

/** The classes that modules get, and the package that each is made of. */
const classes = [
    {
        module: "aws",
        name: "Fleet",
        file: "fleet",
        types: ["FleetArgs", "FleetHealthCheck", "FleetTransforms"],
        peer: "@pulumi/aws",
    },
    {
        module: "gcp",
        name: "Fleet",
        file: "fleet",
        types: ["FleetArgs", "FleetHealthCheck", "FleetTransforms"],
        peer: "@pulumi/gcp",
    },
];
const peers = { "@pulumi/aws": "^7.0.0", "@pulumi/gcp": "^9.0.0" };

await overlay(join(process.argv[2] ?? "", "nodejs"));

/** @param {string} sdk */
async function overlay(sdk) {
    for (const file of await readdir(sdk, { recursive: true })) {
        const root = dirname(file) === "." ? "." : "..";
        if (file.endsWith(".ts")) await change(join(sdk, file), (text) => resourceWith(text, root));
    }
    await cp(overlays, sdk, { recursive: true });
    for (const one of classes) {
        const index = join(sdk, one.module, "index.ts");
        await mkdir(join(sdk, one.module), { recursive: true });
        const text = await readFile(index, "utf8").catch(() => undefined);
        await writeFile(index, indexWith(text ?? newIndex(), one));
        if (text === undefined)
            await change(join(sdk, "index.ts"), (root) => rootIndexWith(root, one.module));
    }
    const files = await readdir(sdk, { recursive: true });
    await change(join(sdk, "tsconfig.json"), (text) => tsconfigWith(text, files));
    await change(join(sdk, "package.json"), (text) => packageWith(text, peers));
}

/**
 * @param {string} path
 * @param {(text: string) => string} how
 */
async function change(path, how) {
    await writeFile(path, how(await readFile(path, "utf8")));
}
