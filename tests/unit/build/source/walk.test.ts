import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { ignoreRules } from "../../../../provider/build/source/ignore/rules";
import { walk } from "../../../../provider/build/source/walk";
import { makeTree, temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

function paths(ignore: readonly string[] = []): string[] {
    return [...walk(folder(), ignoreRules(ignore))].map(({ path }) => path);
}

test("a tree's files are found in the bytewise order of their paths, whatever their names", () => {
    const letter = fc.constantFrom(
        "a",
        "b",
        "A",
        ".",
        "-",
        "~",
        "é",
        "e\u0301",
        "\n",
        "\\",
        "日",
        "\uE000",
        "🙂",
    );
    const name = fc
        .string({ unit: letter, minLength: 1, maxLength: 4 })
        .filter((text) => !/^\.\.?$/.test(text));
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
    fc.assert(
        fc.property(fc.array(path, { maxLength: 12 }), (wanted) => {
            // A path cannot be a file and the folder of another one.
            const files = wanted.filter((one) => !wanted.some((other) => other.startsWith(`${one}/`)));
            rmSync(folder(), { recursive: true });
            makeTree(folder(), Object.fromEntries(files.map((file) => [file, ""])));
            const sorted = [...new Set(files)].sort((one, other) =>
                Buffer.compare(Buffer.from(one), Buffer.from(other)),
            );
            expect(paths()).toEqual(sorted);
        }),
        { numRuns: 60, examples: [[["a.b", "a/b", "ab"]], [["\uE000", "🙂", "é", "e\u0301"]]] },
    );
});

test("files, executables and symlinks are told apart, and empty folders do not count", () => {
    makeTree(folder(), {
        f: "",
        "b/run": { script: "" },
        l: { link: "b/run" },
        d: { link: "b" },
        e: { folder: true },
    });
    const found = [...walk(folder(), ignoreRules([]))].map(({ path, kind, linkTarget }) => [
        path,
        kind,
        linkTarget,
    ]);
    expect(found).toEqual([
        ["b/run", "executable", undefined],
        ["d", "symlink", "b"],
        ["f", "file", undefined],
        ["l", "symlink", "b/run"],
    ]);
});

test("a repository's own folder is no part of the source, and nor is a submodule's .git file", () => {
    makeTree(folder(), {
        ".git/config": "",
        "vendor/.git": "gitdir: ../..",
        "vendor/a": "",
        ".gitattributes": "",
    });
    expect(paths()).toEqual([".gitattributes", "vendor/a"]);
});

test("a folder named .gitignore is a folder like any other", () => {
    makeTree(folder(), { ".gitignore/a": "", b: "" });
    expect(paths()).toEqual([".gitignore/a", "b"]);
});

test("what vanishes between two looks at its folder is not there", () => {
    makeTree(folder(), { a: "", b: "", "c/d": "", "e/f": "" });
    const walking = walk(folder(), ignoreRules([]));
    expect(walking.next().value).toMatchObject({ path: "a" });
    for (const path of ["b", "c"]) rmSync(join(folder(), path), { recursive: true });
    expect([...walking].map(({ path }) => path)).toEqual(["e/f"]);
});

describe("what cannot be part of a source is named:", () => {
    test("a named pipe", () => {
        makeTree(folder(), { "run/a": "" });
        execFileSync("mkfifo", [join(folder(), "run/pipe")]);
        expect(() => paths()).toThrow(
            "run/pipe is a named pipe. A source holds files, folders and symlinks. Remove it, or name it in `ignore`.",
        );
        expect(paths(["pipe"])).toEqual(["run/a"]);
    });

    test("a socket", async () => {
        const server = createServer().listen(join(folder(), "socket"));
        await once(server, "listening");
        expect(() => paths()).toThrow("socket is a socket. A source holds files, folders and symlinks.");
        server.close();
        await once(server, "close");
    });

    test("a name that is not UTF-8", () => {
        makeTree(folder(), { "lib/\uFFFD": "a name like any other" });
        expect(paths()).toEqual(["lib/\uFFFD"]);
        writeFileSync(Buffer.from(join(folder(), "lib/caf\xe9"), "latin1"), "");
        expect(() => paths()).toThrow(
            "lib/café has a name that is not UTF-8. Rename it, or name it in `ignore`.",
        );
        expect(paths(["caf*"])).toEqual(["lib/\uFFFD"]);
    });
});
