import type { DiskImage } from "../disk-image";
import { aligned } from "../tar/aligned";

/** A block of a disk that is not all holes. */
export interface Block {
    /** Which one, from the disk's start. */
    readonly index: number;
    readonly bytes: Uint8Array;
}

/** The blocks of so many bytes that have something in them, in their order. */
export function* blocksOf(disk: DiskImage, blockBytes: number): Generator<Block> {
    for (const { offset, bytes } of aligned(disk.extents(), blockBytes)) {
        for (let at = 0; at < bytes.length; at += blockBytes) {
            yield { index: (offset + at) / blockBytes, bytes: bytes.subarray(at, at + blockBytes) };
        }
    }
}
