import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { isAtLeast, programs, versionOf, working } from "../../../tools/setup/programs.mjs";

describe("a version is new enough", () => {
    test.each([
        ["3.259.0", "3.259.0", true],
        ["3.300.1", "3.259.0", true],
        ["4.0", "3.259.0", true],
        ["3.99.9", "3.259.0", false],
        ["1.91", "1.91.0", true],
        ["1.90.9", "1.91", false],
    ])("%s for %s: %s", (version, minimum, expected) => {
        expect(isAtLeast(version, minimum)).toBe(expected);
    });
});

describe("of several programs of one name", () => {
    const folder = mkdtempSync(join(tmpdir(), "unikernel-programs-"));
    const path = process.env.PATH;

    beforeAll(() => {
        const program = (name: string, text: string) => {
            writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        };
        program("broken", "echo 'error: no default is configured' >&2; exit 1");
        program("loom", "echo 'loom 2.7.1 (weaver)'");
        writeFileSync(join(folder, "text"), "not a program");
        process.env.PATH = [folder, path].join(delimiter);
    });

    afterAll(() => {
        process.env.PATH = path;
        rmSync(folder, { recursive: true });
    });

    test("one that does not run has no version, whatever it prints", async () => {
        expect(await versionOf(join(folder, "broken"))).toBeUndefined();
        expect(await working("broken", "0.1")).toBeUndefined();
    });

    test("one that is new enough is found with its version", async () => {
        expect(await working("loom", "2.7")).toEqual({ program: join(folder, "loom"), version: "2.7.1" });
        expect(await working("loom", "2.8")).toBeUndefined();
    });

    test("a file that cannot be executed is none", () => {
        expect(programs("text")).toEqual([]);
        expect(programs("sh").length).toBeGreaterThan(0);
    });
});
