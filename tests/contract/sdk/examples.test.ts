import { describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const root = process.cwd();
const examples = readdirSync(join(root, "examples"));

describe("an example is a program without type errors", () => {
    test.each(examples)("%s", (name) => {
        const argv = [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "examples", name)];
        expect(spawnSync(process.execPath, argv, { encoding: "utf8" }).stdout).toBe("");
    });
});
