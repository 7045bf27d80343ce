import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { cpio, foldersOf, type CpioEntry } from "../../../../provider/disk/cpio";

function archive(entries: readonly CpioEntry[]): Buffer {
    return Buffer.concat([...cpio(entries)]);
}

/** What cpio lists, without owners and dates. */
function listing(bytes: Buffer): string[] {
    const output = execFileSync("cpio", ["-itv", "--quiet", "--numeric-uid-gid"], {
        input: bytes,
        encoding: "utf8",
    });
    return output
        .trimEnd()
        .split("\n")
        .map((line) => line.replace(/^(\S+) +\d+ 0 +0 +(\d+(?:, +\d+)?) Jan +1 +1970 /, "$1 $2 "));
}

test("cpio lists folders, files, links and devices as they are", () => {
    const entries: CpioEntry[] = [
        { path: "dev", folder: true },
        { path: "dev/console", device: { major: 5, minor: 1 } },
        { path: "init", bytes: Buffer.from("#!/bin/sh\n"), executable: true },
        { path: "args", bytes: Buffer.from("x") },
        { path: "bin", link: "usr/bin" },
    ];
    expect(listing(archive(entries))).toEqual([
        "drwxr-xr-x 0 dev",
        "crw------- 5,   1 dev/console",
        "-rwxr-xr-x 10 init",
        "-rw-r--r-- 1 args",
        "lrwxrwxrwx 7 bin -> usr/bin",
    ]);
});

test("cpio reads back any file", () => {
    const name = fc.string({ unit: fc.constantFrom(..."abcäz.-_ ".split("")), minLength: 1, maxLength: 30 });
    fc.assert(
        fc.property(
            name,
            fc.uint8Array({ maxLength: 5000 }),
            fc.uint8Array({ maxLength: 5 }),
            (path, bytes, other) => {
                fc.pre(path.trim() === path && !/^[-.]/.test(path));
                const whole = archive([
                    { path: "first", bytes: other },
                    { path, bytes },
                ]);
                const found = execFileSync("cpio", ["-i", "--quiet", "--to-stdout", path], { input: whole });
                expect(found.equals(bytes)).toBe(true);
            },
        ),
        { numRuns: 20 },
    );
});

test("folders come before what is in them, each once", () => {
    expect(foldersOf(["a/b/c", "a/d", "e", "a/b/f"])).toEqual([
        { path: "a", folder: true },
        { path: "a/b", folder: true },
    ]);
});
