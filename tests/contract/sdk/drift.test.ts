import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const root = process.cwd();
let fresh: string;

beforeAll(() => {
    fresh = mkdtempSync(join(tmpdir(), "unikernel-sdk-"));
    const schema = join(fresh, "schema.json");
    execFileSync(process.execPath, ["tools/schema.mjs", schema], { cwd: root });
    execFileSync(process.execPath, ["tools/reference/write.mjs", schema, join(fresh, "reference")], {
        cwd: root,
    });
    execFileSync(join(root, ".work", "bin", "sdkgen"), [schema, fresh]);
    execFileSync(process.execPath, ["tools/sdkgen/overlay.mjs", fresh], { cwd: root });
});
afterAll(() => {
    rmSync(fresh, { recursive: true });
});

/** What is made on the spot, and what Go completes by what the code imports. */
const notGenerated = /^(bin|node_modules)\/|^go\.(mod|sum)$|__pycache__|\.egg-info\//;

/** The text of each file below a folder. */
function filesIn(folder: string): Record<string, string> {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const named = files.map((file) => {
        const path = join(file.parentPath, file.name);
        return [relative(folder, path), path] as const;
    });
    return Object.fromEntries(
        named
            .filter(([name]) => !notGenerated.test(name))
            .map(([name, path]) => [name, readFileSync(path, "utf8")]),
    );
}

describe("what is generated is up to date with the provider's types: npm run generate", () => {
    test("the schema", () => {
        expect(readFileSync(join(root, "sdk", "schema.json"), "utf8")).toBe(
            readFileSync(join(fresh, "schema.json"), "utf8"),
        );
    });

    test.each(["nodejs", "python", "go"])("the SDK for %s", (language) => {
        expect(filesIn(join(root, "sdk", language))).toEqual(filesIn(join(fresh, language)));
    });

    test("the reference pages", () => {
        expect(filesIn(join(root, "docs", "reference"))).toEqual(filesIn(join(fresh, "reference")));
    });
});
