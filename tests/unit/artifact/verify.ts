import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { buildKeys, readBuild } from "../../../provider/artifact/builds";
import { digestOf, isDigest } from "../../../provider/artifact/digest";
import { hashFile } from "../../../provider/artifact/hash";
import type { StoreLayout } from "../../../provider/artifact/layout";

interface StoreProblem {
    readonly path: string;
    readonly problem: string;
}

/** Reads the whole store and answers what is wrong with it: nothing, for a sound one. */
export async function verifyStore(layout: StoreLayout): Promise<StoreProblem[]> {
    return [...(await verifyArtifacts(layout)), ...(await verifyBuilds(layout))];
}

async function verifyArtifacts(layout: StoreLayout): Promise<StoreProblem[]> {
    const problems = [];
    for (const name of await readdir(layout.artifacts).catch(() => [])) {
        const path = join(layout.artifacts, name);
        const problem = isDigest(digestOf(name))
            ? await verifyArtifact(path, name)
            : "not an artifact's name";
        if (problem !== undefined) problems.push({ path, problem });
    }
    return problems;
}

async function verifyArtifact(path: string, hex: string): Promise<string | undefined> {
    const file = await open(path);
    try {
        const status = await file.stat();
        if (!status.isFile()) return "not a file";
        if ((status.mode & 0o222) !== 0) return "can be written to";
        const digest = await hashFile(file);
        return digest === digestOf(hex) ? undefined : `damaged: its contents have the digest ${digest}`;
    } finally {
        await file.close();
    }
}

async function verifyBuilds(layout: StoreLayout): Promise<StoreProblem[]> {
    const problems = [];
    for (const key of await buildKeys(layout)) {
        if ((await readBuild(layout, key)) !== undefined) continue;
        problems.push({ path: join(layout.builds, `${key}.json`), problem: "not the record of a build" });
    }
    return problems;
}
