import { createHash } from "node:crypto";
import type { StoreLayout } from "../../../artifact/layout";
import { chooseOutputs, type Request } from "../request";
import { sourceError } from "../source-error";
import type { GitSource } from "../types";
import { gitAddress } from "./address";
import { mirrorCommit } from "./mirror";
import { resolveGit, revisionName } from "./resolve";
import { namesIn, type CommittedTree } from "./tree";

export interface GitLook {
    readonly kind: "git";
    readonly layout: StoreLayout;
    /** Of the commit, the path in it and what is left out: the contents need not be read. */
    readonly hash: string;
    readonly commit: string;
    readonly tree: CommittedTree;
    /** .gitignore patterns to leave out. The repository's own .gitignore files say nothing about what is committed. */
    readonly leftOut: readonly string[];
    readonly entries: ReadonlySet<string>;
    readonly describeChange: (previousHash: string) => string | undefined;
}

export async function lookAtGit({
    source,
    base,
    ignore,
    outputs,
    layout,
    signal,
}: Request<GitSource>): Promise<GitLook> {
    const address = gitAddress(source.git, base);
    const path = folderIn(source);
    const commit = await resolveGit(source, address, signal);
    const mirror = await mirrorCommit(layout, address, commit, signal);
    const tree = { mirror, commit, path };
    const entries = await namesIn(tree, signal);
    return {
        kind: "git",
        layout,
        hash: gitHash(commit, path, ignore),
        commit,
        tree,
        leftOut: [...chooseOutputs(outputs, entries), ...ignore],
        entries,
        describeChange: (previousHash) => describeMove(previousHash, commit, source),
    };
}

function folderIn({ path = "" }: GitSource): string {
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    if (path.startsWith("/") || parts.includes("..")) {
        throw sourceError(
            `The path ${path} is not a folder in the repository: it is relative to its top folder, without "..".`,
        );
    }
    return parts.join("/");
}

/** `git:<commit>:<the rest, hashed>`: whoever reads a diff sees the commit. */
function gitHash(commit: string, path: string, ignore: readonly string[]): string {
    const rest = createHash("sha256")
        .update(JSON.stringify([path, ignore]))
        .digest("hex");
    return `git:${commit}:${rest.slice(0, 16)}`;
}

function describeMove(previousHash: string, commit: string, source: GitSource): string | undefined {
    const [scheme, previous] = previousHash.split(":");
    if (scheme !== "git" || previous === undefined || previous === commit) return undefined;
    // A commit does not move, neither the program's nor the one that a preview pins a branch to.
    const what = source.commit === undefined ? `${revisionName(source)} moved` : "the commit changed";
    return `${what} from ${previous.slice(0, 12)} to ${commit.slice(0, 12)}`;
}
