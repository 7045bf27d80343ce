import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { aligned } from "../../../../provider/disk/tar/aligned";
import { arbitraryDisk, contentsOf } from "../arbitrary-disk";

test("a disk is the same in whole sectors, none of which is there twice", () => {
    fc.assert(
        fc.property(arbitraryDisk, (disk) => {
            const extents = [...aligned(disk.extents(), 512)];
            expect(contentsOf({ size: disk.size, extents: () => extents })).toEqual(contentsOf(disk));
            let end = 0;
            for (const { offset, bytes } of extents) {
                expect([offset % 512, bytes.length % 512]).toEqual([0, 0]);
                expect(offset).toBeGreaterThanOrEqual(end);
                end = offset + bytes.length;
            }
        }),
    );
});

test("what begins and ends with a sector is not copied", () => {
    const bytes = new Uint8Array(1024).fill(1);
    const [only, ...more] = [...aligned([{ offset: 512, bytes }], 512)];
    expect(more).toEqual([]);
    expect(only?.bytes.buffer).toBe(bytes.buffer);
});
