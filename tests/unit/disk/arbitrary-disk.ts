import fc from "fast-check";
import type { DiskImage, Extent } from "../../../provider/disk/disk-image";

/** Disks of some kilobytes, with extents of any length at any place. A multiple of 512 bytes in size. */
export const arbitraryDisk: fc.Arbitrary<DiskImage> = fc
    .array(fc.record({ gap: fc.nat(2000), bytes: fc.uint8Array({ minLength: 1, maxLength: 2000 }) }), {
        maxLength: 40,
    })
    .map((pieces) => {
        const extents: Extent[] = [];
        let end = 0;
        for (const { gap, bytes } of pieces) {
            extents.push({ offset: end + gap, bytes });
            end += gap + bytes.length;
        }
        return { size: Math.ceil((end + 1) / 512) * 512, extents: () => extents };
    });

/** All of a disk. */
export function contentsOf(disk: DiskImage): Buffer {
    const whole = Buffer.alloc(disk.size);
    for (const { offset, bytes } of disk.extents()) whole.set(bytes, offset);
    return whole;
}
