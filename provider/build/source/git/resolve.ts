import { sourceError } from "../source-error";
import type { GitSource } from "../types";
import { redactAddresses } from "./address";
import { gitFailure, runGit } from "./run-git";

const timeoutMs = 30_000;

/** What a source names in a repository, for its user: `branch main`. */
export function revisionName({ commit, branch, tag }: GitSource): string {
    if (commit !== undefined) return `commit ${commit.slice(0, 12)}`;
    if (tag !== undefined) return `tag ${tag}`;
    return branch === undefined ? "the default branch" : `branch ${branch}`;
}

/** The commit that a source names. Asks the repository, unless the source says it itself. */
export async function resolveGit(source: GitSource, address: string, signal: AbortSignal): Promise<string> {
    if (source.commit !== undefined) return source.commit;
    const refs = refsOf(source);
    const result = await runGit(["ls-remote", "--exit-code", "--", address, ...refs], { signal, timeoutMs });
    if (result.exitCode === noSuchRef) {
        throw sourceError(`${redactAddresses(address)} does not have ${revisionName(source)}.`);
    }
    if (result.exitCode !== 0)
        throw gitFailure(`${address} cannot be asked for ${revisionName(source)}`, result);
    const commits = parseRefs(result.stdout);
    const commit = refs.map((ref) => commits.get(ref)).find((id) => id !== undefined);
    if (commit === undefined)
        throw gitFailure(`${address} gave no commit for ${revisionName(source)}`, result);
    return commit;
}

const noSuchRef = 2;

/** In order of preference: an annotated tag is an object of its own, and `^{}` the commit that it is put on. */
function refsOf({ branch, tag }: GitSource): readonly string[] {
    if (tag !== undefined) return [`refs/tags/${tag}^{}`, `refs/tags/${tag}`];
    return [branch === undefined ? "HEAD" : `refs/heads/${branch}`];
}

function parseRefs(output: string): ReadonlyMap<string, string> {
    const lines = output.split("\n").map((line) => /^([0-9a-f]{40,64})\t(.+)$/.exec(line));
    return new Map(lines.flatMap((match) => (match?.[1] && match[2] ? [[match[2], match[1]] as const] : [])));
}
