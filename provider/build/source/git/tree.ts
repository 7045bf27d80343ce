import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sourceError } from "../source-error";
import { git, runGit } from "./run-git";

/** A folder of a commit in a mirror. */
export interface CommittedTree {
    readonly mirror: string;
    readonly commit: string;
    /** `/`-separated; empty for the top folder. */
    readonly path: string;
}

export async function namesIn(tree: CommittedTree, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const result = await runGit(["-C", tree.mirror, "ls-tree", "--name-only", nameOf(tree)], { signal });
    const names = result.stdout.split("\n").filter((name) => name !== "");
    if (result.exitCode === 0 && names.length > 0) return new Set(names);
    const commit = `commit ${tree.commit.slice(0, 12)}`;
    throw tree.path === ""
        ? sourceError(`There is nothing in ${commit}.`)
        : sourceError(
              `There is no folder ${tree.path} in ${commit}. \`path\` is relative to the repository's top.`,
          );
}

/** What the user's git is configured to do to files would make the same commit another source on another machine. */
const neutral = {
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
};

/** Writes a tree into a new folder. */
export async function exportTree(tree: CommittedTree, folder: string, signal: AbortSignal): Promise<string> {
    await refuseSubmodules(tree, signal);
    const files = join(folder, "tree");
    await mkdir(files, { recursive: true });
    const env = { ...neutral, GIT_INDEX_FILE: join(folder, "index") };
    const start = ["--git-dir", tree.mirror, "--work-tree", files, "-c", "core.attributesFile=/dev/null"];
    const what = `Commit ${tree.commit.slice(0, 12)} cannot be taken out of its mirror ${tree.mirror}`;
    await git(what, [...start, "read-tree", nameOf(tree)], { signal, env });
    await git(what, [...start, "checkout-index", "--all", "--quiet"], { signal, env });
    return files;
}

async function refuseSubmodules(tree: CommittedTree, signal: AbortSignal): Promise<void> {
    const submodules: string[] = [];
    await git(
        `Commit ${tree.commit.slice(0, 12)} cannot be read`,
        ["-C", tree.mirror, "ls-tree", "-r", nameOf(tree)],
        {
            signal,
            onLine: (line) => {
                const match = /^160000 commit [0-9a-f]+\t(.*)$/.exec(line);
                if (match?.[1]) submodules.push(match[1]);
            },
        },
    );
    if (submodules.length === 0) return;
    throw sourceError(
        `${submodules.join(", ")} is a git submodule, which a git source does not fetch. ` +
            "Check the repository out with its submodules and give that folder as the source.",
    );
}

function nameOf({ commit, path }: CommittedTree): string {
    return `${commit}:${path}`;
}
