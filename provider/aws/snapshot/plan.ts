import { createHash, webcrypto } from "node:crypto";
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

/** Blocks that are hashed at a time: as many as Node.js has threads for it. */
const atOnce = 4;

/** Reads the disk once. The hashing is done by other threads, so that requests go on meanwhile, and Ctrl-C is heard. */
export async function planSnapshot(disk: DiskImage, signal: AbortSignal): Promise<SnapshotPlan> {
    const blocks: PlannedBlock[] = [];
    const source = blocksOf(disk);
    let begun = 0;
    const work = async (): Promise<void> => {
        for (const { index, bytes } of source) {
            const at = begun++;
            blocks[at] = { index, sha256: Buffer.from(await webcrypto.subtle.digest("SHA-256", bytes)) };
            signal.throwIfAborted();
        }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
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

/** The same, of a disk that nothing is planned for. */
export function bytesToSend(disk: DiskImage): number {
    const blocks = blocksOf(disk);
    let bytes = 0;
    while (!blocks.next().done) bytes += blockSize;
    return bytes;
}

function identity(volumeGiB: number, blocks: readonly PlannedBlock[]): string {
    const hash = createHash("sha256").update(`${volumeGiB}\n`);
    for (const { index, sha256 } of blocks) hash.update(`${index} `).update(sha256);
    return hash.digest("hex");
}
