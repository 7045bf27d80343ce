import type { DiskImage } from "../../disk/disk-image";
import { blocksOf as allBlocksOf, type Block } from "../../disk/format/blocks";

/** In bytes: the one size that EBS takes. */
export const blockSize = 524_288;

const zeros = Buffer.alloc(blockSize);

/** The blocks of a disk that are not zero throughout, in ascending order. None is copied that lies in one extent. */
export function* blocksOf(disk: DiskImage): Generator<Block> {
    for (const block of allBlocksOf(disk, blockSize)) {
        if (!zeros.equals(block.bytes)) yield block;
    }
}
