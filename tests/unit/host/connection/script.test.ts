import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { render, type Script } from "../../../../provider/host/connection";
import { oddValues, printing, shellValues } from "./shell-values";

function feed(
    text: string,
    shell = "dash",
): { readonly status: number | null; readonly stdout: string; stderr: string } {
    return spawnSync(shell, ["-s"], { input: text, encoding: "utf8", env: { PATH: process.env.PATH } });
}

const run = (script: Script, shell?: string) => feed(render(script), shell);

describe.each(["dash", "bash", "mksh"])("values that %s reads", (shell) => {
    test("arrive byte for byte, whatever is in them", () => {
        fc.assert(
            fc.property(shellValues, (values) => {
                const { script, printed } = printing(values);
                expect(run(script, shell)).toMatchObject({ status: 0, stdout: printed, stderr: "" });
            }),
            { numRuns: 60, examples: oddValues },
        );
    });

    test("may be long", () => {
        const values = { long: "\n'é".repeat(20_000) };
        const body = 'printf %s "$long" | cksum';
        const expected = spawnSync("cksum", { input: values.long, encoding: "utf8" }).stdout;
        expect(run({ body, values }, shell).stdout).toBe(expected);
    });
});

test("values are no program's arguments where printf is a program, for everyone to see", async () => {
    const folder = await mkdtemp(join(tmpdir(), "printf-"));
    const seen = join(folder, "seen");
    await writeFile(join(folder, "printf"), `#!/bin/sh\necho "$*" >>${seen}\n`, { mode: 0o755 });
    const script = {
        body: 'printf %s "$secret"; printf %b "$octal"',
        values: { secret: "it's \\0101\n", octal: "\\0102\\0000" },
    };
    const { stdout } = spawnSync("mksh", ["-s"], {
        input: render(script),
        encoding: "utf8",
        env: { PATH: `${folder}:${process.env.PATH}` },
    });
    expect(stdout).toBe("it's \\0101\nB\0");
    await expect(readFile(seen)).rejects.toThrow("ENOENT");
    await rm(folder, { recursive: true });
});

describe("values that no shell variable can have", () => {
    test.each(["", "A", "a-b", "1a", "a=b", "a b", "a\nb", "é"])("are refused by the name %j", (name) => {
        expect(() => render({ body: ":", values: { [name]: "" } })).toThrow(
            "is not a name for a shell variable",
        );
    });

    test("are refused when they hold NUL", () => {
        expect(() => render({ body: ":", values: { name: "a\0b" } })).toThrow("the value of name has a NUL");
    });
});

describe("a script", () => {
    test.each([
        ["that ends well", "true", 0],
        ["that fails", "false; echo not reached", 1],
        ["that fails in a function", "fail() { false; echo not reached; }; fail", 1],
        ["that exits", "exit 3; echo not reached", 3],
        ["that exits as ssh does when it fails itself", "exit 255", 254],
        ["that uses a variable which is not set", ': "$nothing"; echo not reached', 2],
    ])("%s has its own exit code", (_, body, status) => {
        expect(run({ body })).toMatchObject({ status, stdout: "" });
    });

    test("does nothing when only a part of it has come", () => {
        const text = render({ body: "echo began", values: { name: "value" } });
        fc.assert(
            fc.property(fc.integer({ min: 0, max: text.length - 2 }), (length) => {
                expect(feed(text.slice(0, length)).stdout).toBe("");
            }),
            { numRuns: 40 },
        );
    });

    test("never takes what follows it for commands", () => {
        expect(feed(`${render({ body: "head -n 1" })}echo data\necho more\n`, "bash").stdout).toBe(
            "echo data\n",
        );
        expect(feed(`${render({ body: "false" })}echo data\n`).stdout).toBe("");
    });
});

test("a whole script", () => {
    expect(render({ body: 'echo "$path"', values: { path: "/a b/it's\n", letter: "é'\n" } }))
        .toBe(`case $(command -v printf)-$(command -v print) in /*-print) printf() { case "$# $1" in
"2 %s") print -rn -- "$2" ;; "2 %b") print -n -- "$2" ;; *) command printf "$@" ;; esac; } ;; esac
main() {
path='/a b/it'\\''s
'
letter=$(printf %b '\\0303\\0251\\0047\\0012'; echo .); letter=\${letter%.}
echo "$path"
}
{ (set -eu; main); status=$?; if [ "$status" -eq 255 ]; then status=254; fi; exit "$status"; }
`);
});
