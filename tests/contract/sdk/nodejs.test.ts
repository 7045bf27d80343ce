import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { documentedExamples, documentedPrograms } from "./documented";

const root = process.cwd();
const typescript = join(root, "node_modules", "typescript", "bin", "tsc");
const examples = documentedExamples();

/** A user's project that has installed the package as it would be published. */
let project: string;

beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "unikernel-user-"));
    const npm = (...argv: string[]): string =>
        execFileSync("npm", [...argv, "--no-audit", "--no-fund"], {
            cwd: project,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        });
    npm("pack", join(root, "sdk", "nodejs", "bin"), "--silent");
    const [archive = ""] = readdirSync(project);
    writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
    npm("install", `./${archive}`, "--prefer-offline", "--ignore-scripts");
    mkdirSync(join(project, "node_modules", "@types"), { recursive: true });
    rmSync(join(project, "node_modules", "@types", "node"), { recursive: true, force: true });
    symlinkSync(
        join(root, "node_modules", "@types", "node"),
        join(project, "node_modules", "@types", "node"),
    );
    for (const [number, { program }] of examples.entries()) {
        writeFileSync(join(project, `example-${number}.ts`), program);
    }
});
afterAll(() => {
    rmSync(project, { recursive: true });
});

function typeErrors(...files: string[]): string {
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
    const modules = ["--module", "nodenext", "--moduleResolution", "nodenext"];
    const { stdout } = spawnSync(process.execPath, [typescript, ...options, ...modules, ...files], {
        cwd: project,
        encoding: "utf8",
    });
    return stdout;
}

describe("the package, installed into an empty project", () => {
    test("type-checks every example of the documentation", () => {
        expect(examples.length).toBeGreaterThan(0);
        expect(typeErrors(...examples.map((_, number) => `example-${number}.ts`))).toBe("");
    });

    test.each(["README.md", "docs/fleets.md"])("type-checks what %s shows, without the packages of a cloud", (page) => {
        const programs = documentedPrograms(page);
        const files = programs.map((_, number) => `${basename(page, ".md")}-${number}.ts`);
        for (const [number, file] of files.entries())
            writeFileSync(join(project, file), programs[number] ?? "");
        expect(programs.some((program) => program.includes(".Fleet("))).toBe(true);
        expect(typeErrors(...files)).toBe("");
    });

    test("refuses what the provider would", () => {
        writeFileSync(
            join(project, "wrong.ts"),
            `import * as unikernel from "pulumi-unikernel";
new unikernel.Image("web", { source: "./web", tarket: "spt" });
new unikernel.Image("web", { source: "./web", target: "sbt" });
new unikernel.host.Instance("web", { memory: 32 });
`,
        );
        const errors = typeErrors("wrong.ts");
        expect(errors.match(/^wrong\.ts\(\d+/gm)).toEqual(["wrong.ts(2", "wrong.ts(3", "wrong.ts(4"]);
        expect(errors).toContain("Did you mean to write 'target'?");
    });

    test("is loaded by a program", () => {
        const program = `import * as unikernel from "pulumi-unikernel";
            console.log(typeof unikernel.Image, typeof unikernel.host.Instance, typeof unikernel.inspect);`;
        const argv = ["--input-type=module", "-e", program];
        expect(execFileSync(process.execPath, argv, { cwd: project, encoding: "utf8" })).toBe(
            "function function function\n",
        );
    });

    test.each(["aws", "gcp"])("says what a fleet of %s needs, which is not there, when one is made", (cloud) => {
        const program = `import * as unikernel from "pulumi-unikernel";
            try { new unikernel.${cloud}.Fleet("web", {}); } catch (error) { console.log(error.message); }`;
        const argv = ["--input-type=module", "-e", program];
        expect(execFileSync(process.execPath, argv, { cwd: project, encoding: "utf8" })).toBe(
            `unikernel.${cloud}.Fleet is made of @pulumi/${cloud}, which is not installed: npm install @pulumi/${cloud}\n`,
        );
    });
});

test("every resource has two examples or more", () => {
    const resources = ["unikernel:index:Image", "unikernel:index:PrebuiltImage", "unikernel:host:Instance"];
    const counts = resources.map((token) => examples.filter((example) => example.token === token).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
});
