import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Artifact } from "./artifact";
import { writeFileAtomic } from "./atomic";
import type { Digest } from "./digest";
import { inStore } from "./failure";
import type { StoreLayout } from "./layout";

/** What a build made of its inputs. */
const BuildRecord = z.object({
    artifact: Artifact,
    lock: z.string().optional(),
    toolchainVersions: z.record(z.string(), z.string()),
    buildSeconds: z.number(),
    inputs: z.record(z.string(), z.json()),
    /** When it was built: ISO 8601, in UTC. */
    builtAt: z.iso.datetime(),
});
export type BuildRecord = Readonly<z.output<typeof BuildRecord>>;

/** Nothing when there was no such build, or when the file is torn or not one of ours. */
export async function readBuild(layout: StoreLayout, key: string): Promise<BuildRecord | undefined> {
    const text = await readFile(buildFile(layout, key), "utf8").catch(() => undefined);
    return text === undefined ? undefined : parseBuild(text);
}

export async function writeBuild(layout: StoreLayout, key: string, record: BuildRecord): Promise<void> {
    const text = JSON.stringify(BuildRecord.parse(record), undefined, 2);
    await inStore(layout, () => writeFileAtomic(buildFile(layout, key), text));
}

/** The builds that made this artifact, the latest first. */
export async function buildsOf(
    layout: StoreLayout,
    digest: Digest,
): Promise<{ readonly key: string; readonly record: BuildRecord }[]> {
    const found = [];
    for (const key of await buildKeys(layout)) {
        const record = await readBuild(layout, key);
        if (record?.artifact.digest === digest) found.push({ key, record });
    }
    return found.sort((a, b) => b.record.builtAt.localeCompare(a.record.builtAt));
}

export async function buildKeys(layout: StoreLayout): Promise<string[]> {
    const names = await readdir(layout.builds).catch(() => []);
    return names.flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []);
}

export function buildFile(layout: StoreLayout, key: string): string {
    if (!/^[\w-]{1,128}$/.test(key)) throw new Error(`not a build key: ${key}`);
    return join(layout.builds, `${key}.json`);
}

function parseBuild(text: string): BuildRecord | undefined {
    try {
        return BuildRecord.safeParse(JSON.parse(text)).data;
    } catch {
        return undefined;
    }
}
