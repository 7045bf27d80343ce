import { copyFile, mkdir, readlink, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { built } from "./built.mjs";
import { logged } from "./logged.mjs";
import { nodeModules } from "./node-modules.mjs";
import { root } from "./paths.mjs";

const source = join(root, "sdk", "nodejs");
const compiled = join(source, "bin");
const link = join(root, "node_modules", "pulumi-unikernel");

const compilation = built({
    name: "sdk",
    title: "the SDK",
    after: [nodeModules],
    sources: [source, join(root, "package-lock.json"), import.meta.filename],
    output: join(compiled, "package.json"),
    make: async () => {
        await rm(compiled, { recursive: true, force: true });
        // Maps would lead to sources that are not in the package, and Pulumi reads them for every property's stack trace.
        const withoutMaps = ["--sourceMap", "false", "--declarationMap", "false"];
        await logged("sdk", [
            process.execPath,
            "node_modules/typescript/bin/tsc",
            ...["-p", source, ...withoutMaps],
        ]);
        await copyFile(join(root, "LICENSE"), join(compiled, "LICENSE"));
        for (const name of ["README.md", "package.json"])
            await copyFile(join(source, name), join(compiled, name));
    },
});

/**
 * The Node.js SDK as it is published, and found by the programs in examples/ as an installed one would be. A link, not a
 * `file:` dependency: `npm ci` would have to find it compiled.
 *
 * @type {import("./setup.mjs").Step}
 */
export const sdk = {
    ...compilation,
    isDone: async () => (await compilation.isDone()) && (await isLinked()),
    run: async (say) => {
        if (!(await compilation.isDone())) await compilation.run(say);
        if (await isLinked()) return;
        await mkdir(join(root, "node_modules"), { recursive: true });
        await rm(link, { recursive: true, force: true });
        await symlink(compiled, link, "dir");
    },
};

const isLinked = () =>
    readlink(link).then(
        (target) => target === compiled,
        () => false,
    );
