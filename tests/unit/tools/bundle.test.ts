import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = process.cwd();
let folder: string;

beforeAll(() => {
    folder = mkdtempSync(join(root, ".work", "bundle-"));
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

const source = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
};

test("packages that are imported apart cost the plugin nothing until then, and work", () => {
    source("main.ts", `import("./plugin").then(({ open }) => open(process.argv[2]));`);
    source(
        "plugin.ts",
        `export const open = async (what: string) =>
            console.log(what === "use" ? await (await import("./packages")).greet("unikernel") : "unused");`,
    );
    source("packages.ts", `export { greet } from "./heavy";`);
    source(
        "heavy.ts",
        `console.log("loaded");
        export const greet = async (name: string) => "hello " + name + " of " + (await import("node:path")).basename("/a/b");`,
    );
    const outfile = join(folder, "out");
    execFileSync(process.execPath, ["tools/bundle.mjs", join(folder, "main.ts"), outfile], { cwd: root });
    const run = (argument: string): string =>
        execFileSync(process.execPath, [outfile, argument], { encoding: "utf8" });

    expect(readFileSync(outfile, "utf8")).not.toContain("loaded");
    expect(run("nothing")).toBe("unused\n");
    expect(run("use")).toBe("loaded\nhello unikernel of b\n");
});
