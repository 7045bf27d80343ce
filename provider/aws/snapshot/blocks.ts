import type { DiskImage } from "../../disk/disk-image";

/** In bytes: the one size that EBS takes. */
export const blockSize = 524_288;

export interface Block {
    readonly index: number;
    /** Exactly `blockSize` of them. */
    readonly bytes: Buffer;
}

const zeros = Buffer.alloc(blockSize);

/** The blocks of a disk that are not zero throughout, in ascending order. Holds one block at a time. */
export function* blocksOf(disk: DiskImage): Generator<Block> {
    let open: Block | undefined;
    for (const { offset, bytes } of disk.extents()) {
        for (let taken = 0; taken < bytes.length;) {
            const index = Math.floor((offset + taken) / blockSize);
            if (open?.index !== index) {
                if (open !== undefined && !open.bytes.equals(zeros)) yield open;
                open = { index, bytes: Buffer.alloc(blockSize) };
            }
            const at = (offset + taken) % blockSize;
            const part = bytes.subarray(taken, taken + blockSize - at);
            open.bytes.set(part, at);
            taken += part.length;
        }
    }
    if (open !== undefined && !open.bytes.equals(zeros)) yield open;
}
