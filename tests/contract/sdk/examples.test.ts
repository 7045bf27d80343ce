import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { documentedPrograms } from "./documented";

const root = process.cwd();
const examples = readdirSync(join(root, "examples"));
const pages = ["docs/aws.md", "docs/gcp.md", "docs/hosts.md", "docs/disks.md"];

const optionsOf = (example: string): string =>
    readFileSync(join(root, "examples", example, "tsconfig.json"), "utf8");

/** Below the repository, so that programs find the built SDK and the packages of the clouds. */
let folder = "";
let errors: string[] = [];
let status: number | null = null;

/** One run for all: the types of a cloud take longer than all programs together. */
beforeAll(() => {
    mkdirSync(join(root, ".work"), { recursive: true });
    folder = mkdtempSync(join(root, ".work", "programs-"));
    const shown = pages.flatMap((page) =>
        documentedPrograms(page).map((program, number) => {
            const file = join(folder, `${basename(page, ".md")}-${number}.ts`);
            writeFileSync(file, program);
            return file;
        }),
    );
    const files = [...examples.map((name) => join(root, "examples", name, "index.ts")), ...shown];
    const { compilerOptions } = JSON.parse(optionsOf("quickstart")) as { compilerOptions: object };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const argv = [join(root, "node_modules/typescript/bin/tsc"), "--pretty", "false", "-p", folder];
    const run = spawnSync(process.execPath, argv, { cwd: root, encoding: "utf8" });
    status = run.status;
    errors = run.stdout.split("\n").filter(Boolean);
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

const errorsIn = (beginning: string): string[] => errors.filter((error) => error.startsWith(beginning));

describe("an example is a program without type errors", () => {
    test.each(examples)("%s", (name) => {
        expect(optionsOf(name)).toBe(optionsOf("quickstart"));
        expect(errorsIn(`examples/${name}/`)).toEqual([]);
    });
});

test.each(pages)("what %s shows are programs without type errors", (page) => {
    expect(documentedPrograms(page)).not.toEqual([]);
    expect(errorsIn(`${relative(root, folder)}/${basename(page, ".md")}-`)).toEqual([]);
});

test("no type error is anywhere else", () => {
    expect(errors).toEqual([]);
    expect(status).toBe(0);
});
