import { expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { goBuildOptions, goEnvironment } from "../../../tools/setup/go.mjs";

const folder = join(process.cwd(), "sdk", "go");

test("the Go SDK compiles, and go.mod lists all that it imports", () => {
    const go = (...argv: string[]): string =>
        execFileSync("go", argv, { cwd: folder, encoding: "utf8", env: goEnvironment(), stdio: "pipe" });
    expect(go("build", "-mod=readonly", ...goBuildOptions, "./...")).toBe("");
});
