import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { bootableDisk, smallestGiB } from "../../../provider/disk/bootable";
import type { DiskImage } from "../../../provider/disk/disk-image";

const gibibyte = 2 ** 30;

function diskOf(bytes: Uint8Array, size = gibibyte): DiskImage {
    return bootableDisk({ files: [{ path: "EFI/BOOT/BOOTX64.EFI", bytes }], size, uefi: true });
}

function digestOf(disk: DiskImage): string {
    const hash = createHash("sha256");
    for (const { offset, bytes } of disk.extents()) hash.update(`${offset} ${bytes.length} `).update(bytes);
    return hash.digest("hex");
}

test("a disk's extents are in order, in whole sectors and within its size", () => {
    fc.assert(
        fc.property(fc.uint8Array({ maxLength: 10_000 }), fc.integer({ min: 1, max: 40 }), (bytes, size) => {
            let end = 0;
            for (const extent of diskOf(bytes, size * gibibyte).extents()) {
                expect(extent.offset).toBeGreaterThanOrEqual(end);
                expect([extent.offset % 512, extent.bytes.length % 512]).toEqual([0, 0]);
                end = extent.offset + extent.bytes.length;
            }
            expect(end).toBe(size * gibibyte);
        }),
        { numRuns: 20 },
    );
});

test("two disks of the same contents are the same, and others have other GUIDs", () => {
    expect(digestOf(diskOf(Buffer.from("a")))).toBe(digestOf(diskOf(Buffer.from("a"))));
    const guid = (disk: DiskImage): string =>
        Buffer.from([...disk.extents()][0]?.bytes ?? []).toString("hex", 568, 584);
    expect(guid(diskOf(Buffer.from("a")))).not.toBe(guid(diskOf(Buffer.from("b"))));
});

test("a disk can be read twice, and from the start each time", () => {
    const disk = diskOf(Buffer.from("a"));
    expect(digestOf(disk)).toBe(digestOf(disk));
});

test.each([
    { bytes: 0, size: 1 },
    { bytes: 500 * 2 ** 20, size: 1 },
    { bytes: gibibyte - 2 ** 21, size: 2 },
])("files of $bytes bytes need $size GiB", ({ bytes, size }) => {
    const file = { path: "linux", bytes: { length: bytes } as Uint8Array };
    expect(smallestGiB([file])).toBe(size);
});
