import { expect, test } from "@jest/globals";
import { buildSync } from "esbuild";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const files = resolve(__dirname, "../../../../../provider/build/source/hash/files.ts");

test.each([true, false])("workers run in the one-file plugin too (minified: %p)", (minify) => {
    const bytes = Buffer.alloc(20 * 1024 * 1024, "x");
    const file = join(folder(), "large");
    writeFileSync(file, bytes);
    const contents = `
        import { hashFiles } from ${JSON.stringify(files)};
        const file = { path: ${JSON.stringify(file)}, size: ${bytes.length} };
        void hashFiles([file], new AbortController().signal).then(console.log);`;
    const outfile = join(folder(), "plugin.js");
    buildSync({
        stdin: { contents, resolveDir: __dirname },
        bundle: true,
        platform: "node",
        minify,
        outfile,
    });
    const printed = execFileSync(process.execPath, [outfile], { encoding: "utf8" });
    expect(printed).toContain(createHash("sha256").update(bytes).digest("hex"));
});
