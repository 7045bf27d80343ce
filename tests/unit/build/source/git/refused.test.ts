import { describe, expect, test } from "@jest/globals";
import { join } from "node:path";
import type { GitSource } from "../../../../../provider/build/source/types";
import { gitWorld } from "./world";

const { folder, web, look, workspaceOf } = gitWorld();

describe("a source in git that cannot be used says why:", () => {
    const refused = async (source: Partial<GitSource>, message: string | RegExp): Promise<void> => {
        await expect(look(source)).rejects.toMatchObject({
            name: "UserError",
            property: "source",
            message: typeof message === "string" ? message : expect.stringMatching(message),
        });
    };

    test("no such branch, tag, commit or folder", async () => {
        const commit = web().commit({ a: "" });
        const missing = "0123456789abcdef0123456789abcdef01234567";
        await refused({ branch: "dev" }, `${web().folder} does not have branch dev.`);
        await refused({ tag: "v1" }, `${web().folder} does not have tag v1.`);
        await refused(
            { commit: missing },
            `${web().folder} has no commit ${missing} on any of its branches and tags.`,
        );
        await refused(
            { commit, path: "lib" },
            `There is no folder lib in commit ${commit.slice(0, 12)}. \`path\` is relative to the repository's top.`,
        );
        await refused({ commit, path: "a" }, /^There is no folder a in commit/);
        await refused({ commit, path: "../x" }, /^The path \.\.\/x is not a folder in the repository/);
    });

    test("no repository there", async () => {
        await refused(
            { git: "./none" },
            `${join(folder(), "none")} cannot be asked for the default branch:\n` +
                `fatal: '${join(folder(), "none")}' does not appear to be a git repository\n` +
                "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.",
        );
    });

    test("a server that does not answer, without the credentials in its address", async () => {
        await refused(
            { git: "http://me:secret@127.0.0.1:1/web" },
            /^http:\/\/\*\*\*@127\.0\.0\.1:1\/web cannot be asked for the default branch:\n(?!.*secret)/s,
        );
    });

    test("a submodule", async () => {
        web().commit({ a: "" });
        const commit = web().commit({ b: "" });
        web().git("update-index", "--add", "--cacheinfo", `160000,${commit},vendor/lib`);
        web().git("commit", "--quiet", "--message=x");
        await expect(look().then(workspaceOf)).rejects.toMatchObject({
            property: "source",
            message:
                "vendor/lib is a git submodule, which a git source does not fetch. " +
                "Check the repository out with its submodules and give that folder as the source.",
        });
    });

    test("git itself is missing", async () => {
        process.env.PATH = "/nowhere";
        await refused({}, /^git cannot be run: .*\. A git source needs it\. Install it: `apt install git`/);
    });
});
