import { rm } from "node:fs/promises";
import { buildFile, buildKeys, readBuild } from "../builds";
import { digestOf, isDigest, type Digest } from "../digest";
import type { StoreLayout } from "../layout";
import { artifactFile } from "../store";
import { lastUsed, noteFile } from "../verified";
import type { StoreEntry } from "./entry";
import { measure, namesIn } from "./measure";

export interface ArtifactEntry extends StoreEntry {
    readonly digest: Digest;
}

export async function artifactEntries(layout: StoreLayout): Promise<ArtifactEntry[]> {
    const digests = (await namesIn(layout.artifacts)).map(digestOf).filter(isDigest);
    return Promise.all(digests.map((digest) => entryOf(layout, digest)));
}

/** What is on record a preview promises, so records go with the artifacts they tell of. */
export async function forgetBuilds(layout: StoreLayout, digests: ReadonlySet<Digest>): Promise<void> {
    if (digests.size === 0) return;
    for (const key of await buildKeys(layout)) {
        const record = await readBuild(layout, key);
        if (record && digests.has(record.artifact.digest)) await rm(buildFile(layout, key), { force: true });
    }
}

async function entryOf(layout: StoreLayout, digest: Digest): Promise<ArtifactEntry> {
    const path = artifactFile(layout, digest);
    const { bytes, changedAt } = await measure(path);
    const usedAt = Math.max(changedAt, await lastUsed(layout, digest));
    const remove = async (): Promise<boolean> => {
        if ((await lastUsed(layout, digest)) > usedAt) return false;
        await rm(path, { force: true });
        await rm(noteFile(layout, digest), { force: true });
        return true;
    };
    return { digest, path, bytes, usedAt, remove };
}
