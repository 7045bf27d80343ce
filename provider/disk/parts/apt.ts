import { rm } from "node:fs/promises";
import { digestOf, type Digest } from "../../artifact/digest";
import { storeLayout } from "../../artifact/layout";
import { stagingPath } from "../../artifact/staging";
import { addFile } from "../../artifact/store";
import { baseEnvironment } from "../../process/environment";
import { findExecutable } from "../../process/executable";
import { run, type CommandResult } from "../../process/run";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { LockedPackage } from "./lock";

/** What apt downloads with, proxies and all: it needs no root, and no package list that is up to date. */
const helper = "/usr/lib/apt/apt-helper";

/**
 * Fetches a package through the machine's own apt sources into the store. Answers its path, or why no source has it.
 * One source may have another version only: then there is nothing at the locked one's path.
 */
export async function fetchWithApt(
    call: Call<Settings>,
    locked: LockedPackage,
): Promise<{ path: string } | { reason: string }> {
    if ((await findExecutable(helper, { searchPath: undefined, cwd: "/" })) === undefined) {
        return { reason: "this machine has no apt" };
    }
    const sources = await repositories(call);
    if (sources.length === 0) return { reason: "this machine's apt has no sources" };
    for (const source of sources) {
        const path = await fetchFrom(call, source, locked);
        if (path !== undefined) return { path };
    }
    return { reason: "this machine's apt sources do not have it" };
}

/** Debian's archive of security updates keeps its packages below `pool/updates`; what is in none of ours is not asked for. */
async function repositories(call: Call<Settings>): Promise<string[]> {
    const { stdout, exitCode } = await apt(call, ["apt-get", "indextargets", "--format", "$(REPO_URI)"]);
    return exitCode === 0 ? [...new Set(stdout.split("\n").filter((line) => line !== ""))] : [];
}

async function fetchFrom(
    call: Call<Settings>,
    source: string,
    { path, sha256 }: LockedPackage,
): Promise<string | undefined> {
    const layout = storeLayout(call.settings.store);
    const staged = await stagingPath(layout);
    const inPool = path.slice(path.indexOf("pool/"));
    const uri = `${source.replace(/\/*$/, "/")}${inPool}`;
    try {
        const { exitCode } = await apt(call, [helper, "download-file", uri, staged, `SHA256:${sha256}`]);
        if (exitCode !== 0) return undefined;
        const judge = (digest: Digest): void => {
            if (digest !== digestOf(sha256)) throw new Error(`${uri} changed while it was read`);
        };
        return (await addFile(layout, staged, { signal: call.signal, judge })).path;
    } finally {
        await rm(staged, { force: true });
        await rm(`${staged}.FAILED`, { force: true });
    }
}

function apt({ signal }: Call<Settings>, argv: [string, ...string[]]): Promise<CommandResult> {
    return run({ argv, cwd: "/", env: baseEnvironment(), signal });
}
