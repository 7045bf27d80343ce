import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { bootableDisk } from "../../../../provider/disk/bootable";
import type { Extent } from "../../../../provider/disk/disk-image";
import { partitionTable, partitionType, type Partition, type Table } from "../../../../provider/disk/gpt/gpt";
import { copyAt, isEmpty, type Copy, type Read } from "./reader";

/** Disks of up to 16 TiB: before, between and behind partitions there may be free sectors, or none. */
const arbitraryTable: fc.Arbitrary<Table> = fc
    .record({
        guid: fc.uuid(),
        pieces: fc.array(
            fc.record({
                gap: fc.oneof(fc.constant(0), fc.nat(4096)),
                type: fc.constantFrom(...Object.values(partitionType)),
                guid: fc.uuid(),
                name: fc.string({ unit: "binary", maxLength: 18 }).filter((name) => !name.includes("\0")),
                sectors: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2 ** 28 })),
                legacyBoot: fc.boolean(),
            }),
            { maxLength: 128, size: "max" },
        ),
        free: fc.oneof(fc.constant(0), fc.nat(2 ** 28)),
        bootCode: fc.uint8Array({ maxLength: 440 }),
    })
    .map(({ pieces, free, ...table }) => {
        let end = 34;
        const partitions = pieces.map(({ gap, ...piece }): Partition => {
            const firstSector = end + gap;
            end = firstSector + piece.sectors;
            return { ...piece, firstSector };
        });
        // A disk has one sector at least that a partition could have.
        return { ...table, partitions, sectors: Math.max(end + free, 35) + 33 };
    });

/** Where nothing is written there are zeros. */
function reading(extents: Iterable<Extent>): Read {
    const all = [...extents];
    return (sector, length) => {
        const [start, answer] = [sector * 512, Buffer.alloc(length)];
        for (const { offset, bytes } of all) {
            const [from, to] = [Math.max(start, offset), Math.min(start + length, offset + bytes.length)];
            if (from < to) answer.set(bytes.subarray(from - offset, to - offset), from - start);
        }
        return answer;
    };
}

/** What both copies of a disk's table say, which are sound and say the same. */
function soundTable(read: Read, sectors: number): Copy {
    const [first, second] = [copyAt(read, 1), copyAt(read, sectors - 1)];
    expect([first.unsound, second.unsound]).toEqual([[], []]);
    expect([first.own, first.other]).toEqual([1, sectors - 1]);
    const { list, firstUsable, lastUsable } = first;
    expect(second).toEqual({ ...first, own: first.other, other: first.own, list: second.list });
    const usable = [firstUsable, lastUsable];
    const end = [sectors - 1, sectors - 1];
    expect(isApart([[0, 1], list, usable, second.list, end])).toBe(true);
    return first;
}

/** Whether each range begins before it ends, and behind the one before. */
const isApart = (ranges: readonly (readonly number[])[]): boolean =>
    ranges.every(([first = 0, last = 0], at) => first <= last && first > (ranges[at - 1]?.[1] ?? -1));

/** Its partitions, between what they may not have. */
const rangesOf = ({ firstUsable, lastUsable, entries }: Copy): number[][] => [
    [firstUsable - 1, firstUsable - 1],
    ...entries.map(({ first, last }) => [first, last]).sort(([one = 0], [other = 0]) => one - other),
    [lastUsable + 1, lastUsable + 1],
];

test("both copies of a table are sound, and have each partition where it is", () => {
    fc.assert(
        fc.property(arbitraryTable, (table) => {
            const read = reading(partitionTable(table));
            const found = soundTable(read, table.sectors);
            expect(found.disk).toBe(table.guid);
            expect(isApart(rangesOf(found))).toBe(true);
            expect(found.entries).toEqual(
                table.partitions.map(({ type, guid, name, firstSector, sectors, legacyBoot }) => ({
                    ...{ type, guid, name, first: firstSector, last: firstSector + sectors - 1 },
                    attributes: legacyBoot ? 4n : 0n,
                })),
            );
        }),
    );
});

test("to those who do not know such tables, all of a disk is taken, and it starts with what a BIOS starts", () => {
    const arbitrary = {
        sectors: fc.integer({ min: 68, max: 2 ** 35 }),
        bootCode: fc.uint8Array({ maxLength: 440 }),
    };
    fc.assert(
        fc.property(fc.record({ guid: fc.uuid(), ...arbitrary }), (disk) => {
            const record = reading(partitionTable({ ...disk, partitions: [] }))(0, 512);
            const long = (offset: number): number => record.readUInt32LE(offset);
            expect(record.subarray(0, 440)).toEqual(Buffer.concat([disk.bootCode], 440));
            expect([record[446], record[450]]).toEqual([0, 0xee]);
            expect([long(454), long(458)]).toEqual([1, Math.min(disk.sectors - 1, 0xffffffff)]);
            expect([isEmpty(record.subarray(462, 510)), record.readUInt16LE(510)]).toEqual([true, 0xaa55]);
        }),
    );
});

test("nothing that is on a disk spoils its table, also on a CD", () => {
    const arbitrary = { gibibytes: fc.integer({ min: 1, max: 40 }), more: fc.nat(1023), isCd: fc.boolean() };
    fc.assert(
        fc.property(fc.record(arbitrary), ({ gibibytes, more, isCd }) => {
            const size = gibibytes * 2 ** 30 + more * 2 ** 20;
            const files = [{ path: "EFI/BOOT/BOOTX64.EFI", bytes: Buffer.from("MZ") }];
            const disk = bootableDisk({ files, size, uefi: true, ...(isCd ? { cd: {} } : {}) });
            const found = soundTable(reading(disk.extents()), size / 512);
            expect(found.entries).toHaveLength(1);
            expect(isApart(rangesOf(found))).toBe(true);
        }),
        { numRuns: 20 },
    );
});
