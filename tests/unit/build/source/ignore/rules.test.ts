import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ignoreRules, ignores, withIgnoreFile } from "../../../../../provider/build/source/ignore/rules";
import { walk } from "../../../../../provider/build/source/walk";
import { makeTree, temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();

/** What git has not got and does not ignore, of the files in a tree. */
function keptByGit(root: string): string[] {
    const env = { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
    const args = ["ls-files", "--others", "--exclude-standard", "-z"];
    return execFileSync("git", args, { cwd: root, env, encoding: "utf8" }).split("\0").slice(0, -1);
}

const names = ["a", "b", "ab", "a.c", "b.c", "A", "[a]", "a b", "!a", "#a", "a*", "\\a", "-", "a "];
const paths = names.flatMap((name) => [name, `x/${name}`, `x/y/${name}`, `b.d/${name}`]);

const fragment = fc.constantFrom(
    ...["a", "b", "c", "x", "y", "d", ".", "*", "**", "?", "/", "/", " ", "\\", "-", "!", "^", "]"],
    ...[
        "[a]",
        "[!a]",
        "[^b]",
        "[a-c]",
        "[[:alpha:]]",
        "[[:punct:]]",
        "[]a]",
        "[a-]",
        "[\\]]",
        "[",
        "[[:no:]]",
    ],
    ...["**/", "/**", "/**/", "*.c", "x/", "x/y", "b.d"],
);
const pattern = fc
    .tuple(
        fc.constantFrom("", "", "", "!", "/", "#", "\\"),
        fc.array(fragment, { minLength: 1, maxLength: 5 }),
    )
    .map(([start, fragments]) => start + fragments.join(""))
    // Up to 2.40 git compares two unrelated pointers here, and the outcome changes from run to run.
    .filter((line) => !/[^/]\*{2,}(?:\/|$)/.test(line.replace(/^!/, "")));
const ignoreFile = fc
    .tuple(fc.array(pattern, { maxLength: 5 }), fc.constantFrom("\n", "\r\n"))
    .map(([lines, newline]) => lines.join(newline));

const examples: [string, string | null][] = [
    ["\uFEFFa\n!x/a", "/ab"],
    ["x/*\n!x/y/\n*.c\\", "a\\ "],
    ["**/y/[!a]*", null],
    ["a\nb", "!a\n!/b"],
    ["!a\n!/x/b", "a\nb"],
    ["/[]a[]*\n[^]a]*.c", null],
];

describe("what .gitignore files leave out", () => {
    test("is what git leaves out", () => {
        const root = join(folder(), "tree");
        makeTree(root, Object.fromEntries(paths.map((path) => [path, ""])));
        execFileSync("git", ["init", "--quiet", "--template=", root]);
        const numRuns = Number(process.env.GITIGNORE_RUNS ?? 60);
        fc.assert(
            fc.property(ignoreFile, fc.option(ignoreFile), (top, nested) => {
                writeFileSync(join(root, ".gitignore"), top);
                if (nested === null) rmSync(join(root, "x/.gitignore"), { force: true });
                else writeFileSync(join(root, "x/.gitignore"), nested);
                const kept = [...walk(root, ignoreRules([]))].map(({ path }) => path);
                expect(kept).toEqual(keptByGit(root));
            }),
            { numRuns, examples },
        );
    });
});

describe("patterns outside of .gitignore files", () => {
    const rules = withIgnoreFile(ignoreRules(["dist/", "!kept"]), "kept\nother\n", {});

    test.each([
        ["dist", true, true],
        ["lib/dist", true, true],
        ["dist", false, false],
        ["lib/kept", false, false],
        ["other", false, true],
        [".git", true, true],
        ["vendor/lib/.git", false, true],
        [".gitignore", false, false],
    ])("%s, a folder: %p, is left out: %p", (path, isFolder, expected) => {
        expect(ignores(rules, path, isFolder)).toBe(expected);
    });

    test("may take .git back as little as a .gitignore file may", () => {
        expect(ignores(withIgnoreFile(ignoreRules(["!.git"]), "!.git", {}), ".git", true)).toBe(true);
    });
});
