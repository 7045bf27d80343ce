import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import type { DiskImage } from "../../../../provider/disk/disk-image";
import { DiskFormat, inFormat } from "../../../../provider/disk/format/format";
import { writeDisk } from "../../../fixtures/disk/written";
import { temporaryFolder } from "./temporary-folder";

const inFolder = temporaryFolder();
const gibibyte = 2 ** 30;
/** A CD is a raw disk to QEMU. */
const formats = DiskFormat.options.filter((format) => format !== "iso");

/** Disks of one to three GiB with some sectors anywhere. */
const disks = fc
    .record({
        size: fc.integer({ min: 1, max: 3 }),
        places: fc.uniqueArray(fc.nat(3 * 2048), { maxLength: 20 }),
        length: fc.constantFrom(512, 65_536, 200_192),
    })
    .map(({ size, places, length }): DiskImage => {
        const offsets = places.sort((a, b) => a - b).map((place) => place * 2 ** 19);
        const within = offsets.filter((offset) => offset + length <= size * gibibyte);
        const extents = within.map((offset, index) => ({
            offset,
            bytes: Buffer.alloc(length, `disk ${index}`),
        }));
        return { size: size * gibibyte, extents: () => extents };
    });

test.each(formats)(
    "qemu-img finds any disk in the format %s sound, and the same as the raw one",
    (format) => {
        fc.assert(
            fc.property(disks, (disk) => {
                const raw = writeDisk(inFolder("disk.raw"), disk);
                const file = writeDisk(inFolder(`disk.${format}`), inFormat(disk, format));
                if (format !== "raw") execFileSync("qemu-img", ["check", "-f", format, file]);
                const output = execFileSync("qemu-img", ["compare", "-f", "raw", "-F", format, raw, file], {
                    encoding: "utf8",
                });
                expect(output).toBe("Images are identical.\n");
            }),
            { numRuns: 8 },
        );
    },
);

test.each([
    { format: "qcow2", size: 65_536 * 6 },
    { format: "vmdk", size: 65_536 * 4 },
] as const)("an empty disk of 1 GiB is a small file in the format $format", ({ format, size }) => {
    const disk = inFormat({ size: gibibyte, extents: () => [] }, format);
    expect(disk.size).toBeLessThanOrEqual(size);
});
