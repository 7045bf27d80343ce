import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-ci-"));
    for (const name of [".ci", ".work", "bin"]) mkdirSync(join(folder, name));
    copyFileSync(join(__dirname, "..", "..", "..", ".ci", "run"), join(folder, ".ci", "run"));
});

afterEach(() => {
    rmSync(folder, { recursive: true });
});

/** Runs .ci/run where `npm` is this script. */
function ci(npm: string): Promise<{ code: number; lines: string[] }> {
    writeFileSync(join(folder, "bin", "npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: [join(folder, "bin"), process.env.PATH].join(delimiter) };
    return new Promise((resolve) => {
        const child = execFile("bash", [join(folder, ".ci", "run")], { env }, (_, stdout) => {
            resolve({ code: child.exitCode ?? -1, lines: stdout.trimEnd().split("\n") });
        });
    });
}

const result = (passed: number, failed: number): string =>
    `echo '{"passed":${passed},"failed":${failed}}' >.work/test-result.json`;

describe("continuous integration", () => {
    test("ends with the counts, green", async () => {
        expect(await ci(`echo "$1 $CI"; ${result(812, 0)}`)).toEqual({
            code: 0,
            lines: ["test true", "812 passed, 0 failed"],
        });
    });

    test("is red when a test fails", async () => {
        expect(await ci(`${result(811, 1)}; exit 1`)).toEqual({ code: 1, lines: ["811 passed, 1 failed"] });
    });

    test("is red when the tests die before they have a result, whatever an earlier run left", async () => {
        writeFileSync(join(folder, ".work", "test-result.json"), '{"passed":812,"failed":0}');
        expect(await ci("exit 137")).toEqual({ code: 1, lines: ["0 passed, 1 failed"] });
    });

    test("is red when the tests fail though none was counted as failed", async () => {
        expect(await ci(`${result(812, 0)}; exit 1`)).toEqual({ code: 1, lines: ["812 passed, 1 failed"] });
    });
});
