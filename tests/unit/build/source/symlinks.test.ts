import { describe, expect, test } from "@jest/globals";
import { join } from "node:path";
import { ignoreRules } from "../../../../provider/build/source/ignore/rules";
import type { Listing } from "../../../../provider/build/source/listing";
import { checkSymlinks } from "../../../../provider/build/source/symlinks";
import { walk } from "../../../../provider/build/source/walk";
import { makeTree, temporaryFolder, type Made } from "./temporary-folder";

const folder = temporaryFolder();

function check(tree: Readonly<Record<string, Made>>, ignore: readonly string[] = []): void {
    const root = join(folder(), "tree");
    makeTree(root, tree);
    const listing: Listing = [...walk(root, ignoreRules(ignore))].map(({ path, kind, linkTarget }) => ({
        path,
        kind,
        content: linkTarget ?? "",
    }));
    checkSymlinks(root, listing);
}

const files = { "a/b/c": "", "a/d": "" };

describe("a symlink that works in a copy of the tree is accepted:", () => {
    test.each<[string, Record<string, Made>]>([
        ["to a file", { l: { link: "a/d" } }],
        ["to a folder", { l: { link: "a/b/" } }],
        ["to a file above", { "a/b/l": { link: "../d" } }],
        ["to the tree itself", { "a/l": { link: ".." } }],
        ["through another symlink", { l: { link: "a/b" }, m: { link: "l/../d" } }],
        ["through folders that lead out and in again of a folder", { "a/b/l": { link: ".././../a//b/./c" } }],
        ["to a symlink", { l: { link: "m" }, m: { link: "a" } }],
    ])("%s", (_, links) => {
        expect(() => {
            check({ ...files, ...links });
        }).not.toThrow();
    });
});

const remedy = "Replace it by what it points to, or name it in `ignore`.";

describe("a symlink that would break in a copy is refused:", () => {
    test.each<[string, Record<string, Made>, string]>([
        ["dangling", { l: { link: "a/x" } }, `l is a symlink to a/x, which does not exist. ${remedy}`],
        [
            "outside",
            { "a/l": { link: "../../etc" } },
            `a/l is a symlink to ../../etc, outside of the source, where no other machine and no private build folder has it. ${remedy}`,
        ],
        [
            "absolute",
            { l: { link: "/etc/passwd" } },
            `l is a symlink to /etc/passwd, outside of the source, where no other machine and no private build folder has it. ${remedy}`,
        ],
        [
            "in a circle",
            { l: { link: "m" }, m: { link: "l" } },
            `l is a symlink to m, which leads back to itself. ${remedy}`,
        ],
        [
            "to an ignored file",
            { l: { link: "a/ignored" }, "a/ignored": "" },
            `l is a symlink to a/ignored, which is empty or left out by ignore rules. ${remedy}`,
        ],
        [
            "to an empty folder",
            { l: { link: "e" }, e: { folder: true } },
            `l is a symlink to e, which is empty or left out by ignore rules. ${remedy}`,
        ],
        [
            "out through another symlink",
            { "a/b/up": { link: ".." }, l: { link: "a/b/up/../../a" } },
            `l is a symlink to a/b/up/../../a, outside of the source, where no other machine and no private build folder has it. ${remedy}`,
        ],
    ])("%s", (_, links, message) => {
        expect(() => {
            check({ ...files, ...links }, ["ignored"]);
        }).toThrow(expect.objectContaining({ name: "UserError", property: "source", message }));
    });
});
