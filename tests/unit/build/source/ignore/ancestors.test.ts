import { expect, test } from "@jest/globals";
import { join } from "node:path";
import { withAncestorIgnoreFiles } from "../../../../../provider/build/source/ignore/ancestors";
import { ignoreRules } from "../../../../../provider/build/source/ignore/rules";
import { walk } from "../../../../../provider/build/source/walk";
import { makeTree, temporaryFolder, type Made } from "../temporary-folder";

const folder = temporaryFolder();

function kept(tree: Readonly<Record<string, Made>>): string[] {
    makeTree(folder(), tree);
    const root = join(folder(), "apps/web");
    return [...walk(root, withAncestorIgnoreFiles(ignoreRules([]), root))].map(({ path }) => path);
}

const web = { "apps/web/main.ml": "", "apps/web/target/out": "", "apps/web/lib/x.o": "" };

test("a folder of a repository leaves out what the repository's .gitignore files name", () => {
    const files = { ".git/HEAD": "", ".gitignore": "target/\n/apps/web/lib\n", "apps/.gitignore": "*.c" };
    expect(kept({ ...web, ...files, "apps/web/a.c": "" })).toEqual(["main.ml"]);
});

test("the .gitignore file nearest to a file decides", () => {
    const files = { ".git": "gitdir: elsewhere", ".gitignore": "*.o\n", "apps/.gitignore": "!x.o\ntarget" };
    expect(kept({ ...web, ...files })).toEqual(["lib/x.o", "main.ml"]);
});

test("a .gitignore file above that is in no repository means nothing", () => {
    expect(kept({ ...web, ".gitignore": "*" })).toHaveLength(3);
});

test("a .gitignore file outside of the repository means nothing", () => {
    expect(kept({ ...web, ".gitignore": "*", "apps/web/.git/HEAD": "" })).toHaveLength(3);
});

test.each(["apps/web/", "/apps", "web", "*"])(
    "a source that the repository ignores (%s) is still a source",
    (line) => {
        expect(kept({ ...web, ".git/HEAD": "", ".gitignore": `${line}\n*.o` })).toHaveLength(3);
    },
);
