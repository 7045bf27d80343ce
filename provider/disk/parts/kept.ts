import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../../artifact/folder";
import { storeLayout } from "../../artifact/layout";
import { partsLock } from "../../artifact/lock-names";
import { stagingPath } from "../../artifact/staging";
import { exclusivelyFor } from "../../build/job/exclusively";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";

export interface Part {
    readonly bytes: Buffer;
    /** Its SHA-256. */
    readonly digest: string;
}

/** Parts by name. */
export type Parts = ReadonlyMap<string, Part>;

const index = "parts.json";
const Index = z.record(z.string(), z.string());

/**
 * Parts that were made once, from the store. They are made when they are not there, or are not what they were: by one at a
 * time. The key stands for all they are made of.
 */
export async function keptParts(
    call: Call<Settings>,
    key: string,
    make: () => Promise<ReadonlyMap<string, Buffer>>,
): Promise<Parts> {
    const folder = join(storeLayout(call.settings.store).parts, key);
    const present = await readParts(folder);
    if (present) return present;
    const lock = { name: partsLock(key), waitsFor: "the same appliance's parts" };
    return exclusivelyFor(call)(lock, async () => {
        const meanwhile = await readParts(folder);
        if (meanwhile) return meanwhile;
        const made = withDigests(await make());
        await writeParts(call, folder, made);
        return made;
    });
}

/** Whether they are in the store. */
export async function hasParts(
    { settings }: Pick<Call<Settings>, "settings">,
    key: string,
): Promise<boolean> {
    return (await readParts(join(storeLayout(settings.store).parts, key))) !== undefined;
}

async function readParts(folder: string): Promise<Parts | undefined> {
    try {
        // Says to whoever prunes the store that they are in use.
        const now = new Date();
        await utimes(folder, now, now);
        const digests = Index.parse(JSON.parse(await readFile(join(folder, index), "utf8")));
        const parts = await Promise.all(
            Object.entries(digests).map(async ([name, digest]) => {
                const bytes = await readFile(join(folder, name));
                if (sha256(bytes) !== digest) throw new Error(`${name} is damaged`);
                return [name, { bytes, digest }] as const;
            }),
        );
        return new Map(parts);
    } catch {
        return undefined;
    }
}

function withDigests(files: ReadonlyMap<string, Buffer>): Parts {
    return new Map([...files].map(([name, bytes]) => [name, { bytes, digest: sha256(bytes) }]));
}

async function writeParts(call: Call<Settings>, folder: string, parts: Parts): Promise<void> {
    const staged = await stagingPath(storeLayout(call.settings.store));
    try {
        await mkdir(staged, { mode: 0o700 });
        for (const [name, { bytes }] of parts) await writeFile(join(staged, name), bytes);
        const digests = Object.fromEntries([...parts].map(([name, { digest }]) => [name, digest]));
        await writeFile(join(staged, index), JSON.stringify(digests));
        await makeFolder(join(folder, ".."));
        await rm(folder, { recursive: true, force: true });
        await rename(staged, folder);
    } finally {
        await rm(staged, { recursive: true, force: true });
    }
}

function sha256(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex");
}
