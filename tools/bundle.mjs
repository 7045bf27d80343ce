// Bundles the plugin into one executable file: `node tools/bundle.mjs [ENTRY OUTFILE]`.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const [entry = "provider/main.ts", target = "bin/pulumi-resource-unikernel"] = process.argv.slice(2);
const outfile = resolve(root, target);
const record = join(root, ".work/bundle", `${relative(root, outfile).replaceAll(/\W+/g, "-")}.json`);

if (!isCurrent()) await bundle();

/** Whether nothing that the bundle is made of has changed since. */
function isCurrent() {
    if (!existsSync(outfile) || !existsSync(record)) return false;
    return Object.entries(JSON.parse(readFileSync(record, "utf8"))).every(
        ([file, known]) => known === stamp(file),
    );
}

function stamp(file) {
    const { size, mtimeMs } = statSync(join(root, file), { throwIfNoEntry: false }) ?? {};
    return `${size} ${mtimeMs}`;
}

async function bundle() {
    const { build } = await import("esbuild");
    const inputs = new Set([relative(root, fileURLToPath(import.meta.url))]);

    const options = {
        absWorkingDir: root,
        bundle: true,
        write: false,
        metafile: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        loader: { ".sh": "text" },
        // Names stay, for the stack trace of a bug report.
        minifySyntax: true,
        minifyWhitespace: true,
        logLevel: "warning",
    };
    const textOf = async (more) => {
        const { outputFiles, metafile } = await build({ ...options, ...more });
        for (const file of Object.keys(metafile.inputs)) inputs.add(file);
        return outputFiles[0].text;
    };

    /** Keeps what is imported dynamically as text, which costs the start nothing, until it is imported. */
    const lazily = {
        name: "lazily",
        setup({ onResolve, onLoad }) {
            onResolve({ filter: /./ }, ({ kind, path, resolveDir }) =>
                kind === "dynamic-import"
                    ? { path: resolve(resolveDir, `${path}.ts`), namespace: "lazily" }
                    : null,
            );
            onLoad({ filter: /./, namespace: "lazily" }, async ({ path }) => {
                const source = JSON.stringify(await textOf({ entryPoints: [path], plugins: [apart] }));
                const name = JSON.stringify(basename(path, ".ts"));
                return {
                    contents: `require("node:vm").compileFunction(${source}, ["module", "require"], { filename: ${name} })(module, require);`,
                };
            });
        },
    };

    /**
     * Keeps the packages that a `packages.ts` re-exports compressed and on their own: they are large, few programs need
     * them, and what they hold is nobody else's.
     */
    const apart = {
        name: "apart",
        setup({ onResolve, onLoad }) {
            onResolve({ filter: /\/packages$/ }, ({ kind, path, resolveDir }) =>
                kind === "dynamic-import"
                    ? { path: resolve(resolveDir, `${path}.ts`), namespace: "apart" }
                    : null,
            );
            onLoad({ filter: /./, namespace: "apart" }, async ({ path }) => {
                // Compiled outside any module, where `import()` has nobody to ask.
                const text = await textOf({
                    entryPoints: [path],
                    supported: { "dynamic-import": false },
                    // Of ES modules, only what is used is kept.
                    mainFields: ["module", "main"],
                });
                const packed = JSON.stringify(brotliCompressSync(text).toString("base64"));
                const name = JSON.stringify(relative(root, path));
                return {
                    contents: `const text = require("node:zlib").brotliDecompressSync(Buffer.from(${packed}, "base64")).toString();
require("node:vm").compileFunction(text, ["module", "exports", "require"], { filename: ${name} })(module, exports, require);`,
                };
            });
        },
    };

    const text = await textOf({
        entryPoints: [entry],
        plugins: [lazily],
        banner: { js: "#!/usr/bin/env node" },
    });
    mkdirSync(dirname(outfile), { recursive: true });
    // Whoever starts the plugin meanwhile gets the old one or the new one, whole.
    const unfinished = `${outfile}.${process.pid}`;
    writeFileSync(unfinished, text, { mode: 0o755 });
    renameSync(unfinished, outfile);
    const stamps = [...inputs]
        .filter((file) => !/^(lazily|apart):/.test(file))
        .map((file) => [file, stamp(file)]);
    mkdirSync(dirname(record), { recursive: true });
    writeFileSync(record, JSON.stringify(Object.fromEntries(stamps)));
}
