import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { blocksOf, blockSize } from "../../../../provider/aws/snapshot/blocks";
import { linear, planSnapshot, sizeOf } from "../../../../provider/aws/snapshot/plan";
import { diskOf, flat } from "../disks";

const zeros = Buffer.alloc(blockSize);

const { signal } = new AbortController();

/** Extents in ascending order that do not overlap, some of them all zero, none of them aligned. */
const extents = fc
    .array(
        fc.record({
            gap: fc.nat({ max: 2 * blockSize }),
            length: fc.integer({ min: 1, max: 2 * blockSize }),
            fill: fc.constantFrom(0, 0, 7, 255),
        }),
        { maxLength: 3 },
    )
    .map((parts) => {
        let offset = 0;
        return parts.map(({ gap, length, fill }) => {
            const extent = { offset: offset + gap, bytes: Buffer.alloc(length, fill) };
            offset += gap + length;
            return extent;
        });
    });

test("the blocks of a disk are those parts of it that are not zero, whatever its extents", () => {
    fc.assert(
        fc.property(extents, (given) => {
            const disk = diskOf(given, 14 * blockSize);
            const whole = flat(disk);
            const wanted = Array.from({ length: 14 }, (_, index) => ({
                index,
                bytes: whole.subarray(index * blockSize, (index + 1) * blockSize),
            })).filter(({ bytes }) => !bytes.equals(zeros));
            const found = [...blocksOf(disk)];
            expect(found.map(({ index }) => index)).toEqual(wanted.map(({ index }) => index));
            expect(found.every(({ bytes }, at) => wanted[at]?.bytes.equals(bytes))).toBe(true);
        }),
        { numRuns: 20 },
    );
});

test("the checksum is that of the binary digests in ascending order", async () => {
    const disk = diskOf([
        { offset: 0, bytes: Buffer.from("a") },
        { offset: 5 * blockSize, bytes: Buffer.from("b") },
    ]);
    const digests = [...blocksOf(disk)].map(({ bytes }) => createHash("sha256").update(bytes).digest());
    const plan = await planSnapshot(disk, signal);
    expect(plan.checksum).toBe(createHash("sha256").update(Buffer.concat(digests)).digest("base64"));
    expect(plan.checksum).toBe(linear(plan.blocks));
    expect(sizeOf(plan)).toBe(2 * blockSize);
});

test.each([
    [0, 1],
    [1, 1],
    [2 ** 30, 1],
    [2 ** 30 + 1, 2],
    [5 * 2 ** 30, 5],
])("a disk of %i bytes needs a volume of %i GiB", async (size, volumeGiB) => {
    expect((await planSnapshot(diskOf([], size), signal)).volumeGiB).toBe(volumeGiB);
});

test("disks with the same blocks in other places are not the same", async () => {
    const [one, other] = [3, 4].map((index) =>
        diskOf([{ offset: index * blockSize, bytes: Buffer.from("a") }]),
    );
    const plans = await Promise.all(
        [one, other].flatMap((disk) => (disk ? [planSnapshot(disk, signal)] : [])),
    );
    expect(plans[0]?.checksum).toBe(plans[1]?.checksum);
    expect(plans[0]?.contents).not.toBe(plans[1]?.contents);
});

test("reading a disk ends when it is no longer wanted", async () => {
    const disk = diskOf([{ offset: 0, bytes: Buffer.from("a") }]);
    await expect(planSnapshot(disk, AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
});
