import { createHash } from "node:crypto";
import type { DiskImage, Extent } from "../../../provider/disk/disk-image";

const blockSize = 524_288;

/** A block whose bytes follow from a word. */
export const bytesOf = (word: string, length = blockSize): Buffer => {
    const seed = createHash("sha256").update(word).digest();
    return Buffer.alloc(length, seed);
};

export function diskOf(extents: readonly Extent[], size = 2 ** 30): DiskImage {
    return { size, extents: () => extents };
}

/** A disk with data in a few blocks far from each other. */
export function sparseDisk(word: string, blocks = 3): DiskImage {
    return diskOf(
        Array.from({ length: blocks }, (_, index) => ({
            offset: index * 7 * blockSize,
            bytes: bytesOf(`${word} ${index}`),
        })),
    );
}

/** What a disk of this size reads as. */
export function flat(disk: DiskImage): Buffer {
    const all = Buffer.alloc(disk.size);
    for (const { offset, bytes } of disk.extents()) all.set(bytes, offset);
    return all;
}
