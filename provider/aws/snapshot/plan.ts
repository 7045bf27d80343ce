import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type { DiskImage } from "../../disk/disk-image";
import { blocksOf, blockSize } from "./blocks";

export interface PlannedBlock {
    readonly index: number;
    /** SHA-256 of its bytes. */
    readonly sha256: Buffer;
}

/** What a snapshot of a disk consists of, before anything is sent. */
export interface SnapshotPlan {
    readonly volumeGiB: number;
    /** Those that are sent, in ascending order. */
    readonly blocks: readonly PlannedBlock[];
    /** EBS's LINEAR aggregate, in base64. It says nothing of where the blocks are. */
    readonly checksum: string;
    /** Tells the contents of the whole disk from any others, in hexadecimal digits. */
    readonly contents: string;
}

const bytesPerGiB = 2 ** 30;

/** Blocks between two breaths, so that requests go on meanwhile, and a plugin that reads a large disk hears of Ctrl-C. */
const atOnce = 4;

/** Reads the disk once, a block at a time. */
export async function planSnapshot(disk: DiskImage, signal: AbortSignal): Promise<SnapshotPlan> {
    const blocks: PlannedBlock[] = [];
    for (const { index, bytes } of blocksOf(disk)) {
        blocks.push({ index, sha256: createHash("sha256").update(bytes).digest() });
        if (blocks.length % atOnce === 0) await breathe();
        signal.throwIfAborted();
    }
    const volumeGiB = Math.max(1, Math.ceil(disk.size / bytesPerGiB));
    return { volumeGiB, blocks, checksum: linear(blocks), contents: identity(volumeGiB, blocks) };
}

/** SHA-256 over the binary digests of the blocks that were sent, in ascending order. */
export function linear(blocks: readonly PlannedBlock[]): string {
    const hash = createHash("sha256");
    for (const { sha256 } of blocks) hash.update(sha256);
    return hash.digest("base64");
}

/** In bytes. */
export function sizeOf({ blocks }: Pick<SnapshotPlan, "blocks">): number {
    return blocks.length * blockSize;
}

function identity(volumeGiB: number, blocks: readonly PlannedBlock[]): string {
    const hash = createHash("sha256").update(`${volumeGiB}\n`);
    for (const { index, sha256 } of blocks) hash.update(`${index} `).update(sha256);
    return hash.digest("hex");
}
