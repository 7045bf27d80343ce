import type { BigIntStats } from "node:fs";
import { readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "./atomic";
import { hexOf, type Digest } from "./digest";
import type { StoreLayout } from "./layout";

/*
 * What an artifact looked like when it was last hashed, so that it is read again only after something has happened to
 * it. The note's own modification time says when the artifact was last used. Notes only save time: one that cannot be
 * written is done without.
 */

/** A file changed within its file system's clock tick looks unchanged; the coarsest of them tick every two seconds. */
const racyMilliseconds = 2000n;

export async function isVerified(layout: StoreLayout, digest: Digest, seen: BigIntStats): Promise<boolean> {
    const note = await readFile(noteFile(layout, digest), "utf8").catch(() => "");
    return note === fingerprint(seen);
}

export async function rememberVerified(
    layout: StoreLayout,
    digest: Digest,
    seen: BigIntStats,
): Promise<void> {
    if (BigInt(Date.now()) - seen.ctimeMs < racyMilliseconds) return;
    await writeFileAtomic(noteFile(layout, digest), fingerprint(seen)).catch(() => undefined);
}

export async function markUsed(layout: StoreLayout, digest: Digest): Promise<void> {
    const now = new Date();
    await utimes(noteFile(layout, digest), now, now).catch(() => undefined);
}

/** Milliseconds since the epoch; 0 when no use was noted. */
export async function lastUsed(layout: StoreLayout, digest: Digest): Promise<number> {
    const note = await stat(noteFile(layout, digest)).catch(() => undefined);
    return note?.mtimeMs ?? 0;
}

export function noteFile(layout: StoreLayout, digest: Digest): string {
    return join(layout.index, "artifacts", hexOf(digest));
}

function fingerprint({ size, mtimeNs, ctimeNs, dev, ino }: BigIntStats): string {
    return [size, mtimeNs, ctimeNs, dev, ino].join(" ");
}
