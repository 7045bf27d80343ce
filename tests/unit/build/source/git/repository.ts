import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeTree, type Made } from "../temporary-folder";

/** A git repository for a test to fill. */
export interface Repository {
    readonly folder: string;
    git(...args: string[]): string;
    /** Commits a tree in the place of the last one, and answers the commit's id. */
    commit(tree: Readonly<Record<string, Made>>): string;
}

/** Whatever git is like on this machine, and whoever runs the tests. */
const environment = {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@example.org",
};

export function makeRepository(folder: string): Repository {
    const git = (...args: string[]): string =>
        execFileSync("git", ["-C", folder, ...args], { env: environment, encoding: "utf8" }).trim();
    makeTree(folder, {});
    git("init", "--quiet", "--initial-branch=main");
    return {
        folder,
        git,
        commit(tree) {
            for (const path of git("ls-files").split("\n").filter(Boolean)) rmSync(join(folder, path));
            makeTree(folder, tree);
            git("add", "--all", "--force");
            git("commit", "--quiet", "--allow-empty", "--message=x");
            return git("rev-parse", "HEAD");
        },
    };
}
