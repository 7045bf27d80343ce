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
import { debianSources, failureOf, sourceFormat } from "./apt-answers";
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
    const sources = await aptSources(call);
    if ("reason" in sources) return sources;
    const failures = new Set<string>();
    for (const source of sources.uris) {
        const fetched = await fetchFrom(call, source, locked);
        if ("path" in fetched) return fetched;
        failures.add(fetched.reason);
    }
    return { reason: `this machine's apt sources do not have it (${[...failures].join(", ")})` };
}

/** Where this machine's apt has packages of Debian's from, or why it has none. Nothing is fetched for it. */
export async function aptSources(call: Call<Settings>): Promise<ReturnType<typeof debianSources>> {
    if ((await findExecutable(helper, { searchPath: undefined, cwd: "/" })) === undefined) {
        return { reason: "this machine has no apt" };
    }
    const { stdout } = await apt(call, ["apt-get", "indextargets", "--format", sourceFormat]);
    return debianSources(stdout);
}

async function fetchFrom(
    call: Call<Settings>,
    source: string,
    { path, sha256 }: LockedPackage,
): Promise<{ path: string } | { reason: string }> {
    const layout = storeLayout(call.settings.store);
    const staged = await stagingPath(layout);
    const inPool = path.slice(path.indexOf("pool/"));
    const uri = `${source.replace(/\/*$/, "/")}${inPool}`;
    try {
        const { exitCode, stderr } = await apt(call, [
            ...([helper, "download-file"] as const),
            ...[uri, staged, `SHA256:${sha256}`],
        ]);
        if (exitCode !== 0) return { reason: failureOf(stderr) ?? `apt-helper ended with ${exitCode}` };
        const judge = (digest: Digest): void => {
            if (digest !== digestOf(sha256)) throw new Error(`${uri} changed while it was read`);
        };
        return { path: (await addFile(layout, staged, { signal: call.signal, judge })).path };
    } finally {
        await rm(staged, { force: true });
        await rm(`${staged}.FAILED`, { force: true });
    }
}

function apt({ signal }: Call<Settings>, argv: [string, ...string[]]): Promise<CommandResult> {
    return run({ argv, cwd: "/", env: baseEnvironment(), signal });
}
