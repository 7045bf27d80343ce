import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../../artifact/folder";
import type { StoreLayout } from "../../../artifact/layout";
import { withLock } from "../../../artifact/lock";
import { mirrorLock } from "../../../artifact/lock-names";
import { sourceError } from "../source-error";
import { redactAddresses } from "./address";
import { git, runGit } from "./run-git";

/** Answers the local mirror of a repository, which has the commit afterwards. Fetches only what is missing. */
export async function mirrorCommit(
    layout: StoreLayout,
    address: string,
    commit: string,
    signal: AbortSignal,
): Promise<string> {
    const key = createHash("sha256").update(address).digest("hex").slice(0, 40);
    const mirror = join(layout.git, `${key}.git`);
    await markUsed(mirror);
    if (await hasCommit(mirror, commit, signal)) return mirror;
    await withLock(layout, mirrorLock(key), { signal }, async () => {
        if (await hasCommit(mirror, commit, signal)) return;
        await open(layout, mirror, signal);
        await fetch(mirror, address, commit, signal);
    });
    return mirror;
}

/** So that it is not pruned before the commit has been taken out of it. Before it is looked at, so that none goes between. */
async function markUsed(mirror: string): Promise<void> {
    const now = new Date();
    await utimes(mirror, now, now).catch(() => undefined);
}

const refOf = (commit: string): string => `refs/commits/${commit}`;

/**
 * Whether all of the commit is there. Its object says nothing: a small fetch unpacks one object after the other, the
 * commit first. Git writes the ref when everything that it leads to has arrived.
 */
async function hasCommit(mirror: string, commit: string, signal: AbortSignal): Promise<boolean> {
    if (!existsSync(mirror)) return false;
    const result = await runGit(["-C", mirror, "rev-parse", "--verify", "--quiet", refOf(commit)], {
        signal,
    });
    return result.exitCode === 0;
}

/** Makes the mirror, or makes sure that one whose making was interrupted is whole. */
async function open(layout: StoreLayout, mirror: string, signal: AbortSignal): Promise<void> {
    await makeFolder(layout.git);
    await removeStaleLocks(mirror);
    await git(`The mirror ${mirror} cannot be made`, ["init", "--quiet", "--bare", "--template=", mirror], {
        signal,
    });
}

/** A git that was killed leaves its locks behind. Here they are nobody's: the lock on the mirror is ours. */
async function removeStaleLocks(mirror: string): Promise<void> {
    const names = await readdir(mirror, { recursive: true }).catch(() => []);
    for (const name of names) if (name.endsWith(".lock")) await rm(join(mirror, name));
}

/** Housekeeping in the background would outlive us, and credentials in the address are not for the disk. */
const options = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"];
const flags = ["--quiet", "--no-tags", "--no-write-fetch-head"];

async function fetch(mirror: string, address: string, commit: string, signal: AbortSignal): Promise<void> {
    const start = ["-C", mirror, ...options, "fetch", ...flags];
    const alone = [...start, "--depth=1", "--", address, `${commit}:${refOf(commit)}`];
    if ((await runGit(alone, { signal })).exitCode === 0) return;
    // Not every server gives a commit by its id: then it is among all of them.
    const whole = existsSync(join(mirror, "shallow")) ? ["--unshallow"] : [];
    const all = [...start, ...whole, "--", address, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
    await git(`${address} cannot be fetched`, all, { signal });
    const named = await runGit(["-C", mirror, "update-ref", refOf(commit), `${commit}^{commit}`], { signal });
    if (named.exitCode === 0) return;
    throw sourceError(`${redactAddresses(address)} has no commit ${commit} on any of its branches and tags.`);
}
