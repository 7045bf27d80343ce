import { describe, expect, test } from "@jest/globals";
import { describeElf } from "../../../../provider/artifact/describe";
import { readElf } from "../../../../provider/artifact/elf/elf";
import { bufferSource } from "../../../../provider/artifact/elf/source";
import { syntheticElf } from "./synthetic";

const text = {
    name: ".text",
    type: 1,
    contents: Buffer.alloc(100, 0x90),
    loaded: true,
    address: 0xffffffff80100000n,
};
const whole = syntheticElf({ sections: [text] });

const read = (bytes: Buffer): ReturnType<typeof describeElf> => describeElf(bufferSource("web.elf", bytes));

function changed(change: (bytes: Buffer) => void): Buffer {
    const bytes = Buffer.from(whole);
    change(bytes);
    return bytes;
}

describe("an ELF file", () => {
    test("of 64 bits shows its entry, and its sections with their addresses in the upper half", async () => {
        const { header, sections } = await readElf(bufferSource("web.elf", whole));
        expect(header).toMatchObject({ bits: 64, machine: 62, entry: 0x100000n });
        expect(sections.map(({ name }) => name)).toEqual(["", ".text", ".shstrtab"]);
        expect(sections[1]).toMatchObject({ address: 0xffffffff80100000n, size: 100 });
    });

    test("of 32 bits is read too, as multiboot kernels are wrapped in one", async () => {
        const sections = [{ ...text, address: 0x100000n }];
        const { elf, arch } = await read(syntheticElf({ bits: 32, machine: 3, sections }));
        expect(arch).toBe("x86_64");
        expect(elf.sections[1]).toMatchObject({ name: ".text", address: 0x100000n, size: 100 });
        expect(elf.segments).toEqual([expect.objectContaining({ type: 1, fileSize: 100 })]);
    });

    test("may have neither segments nor sections", async () => {
        const bytes = changed((header) => header.fill(0, 32, 48).fill(0, 56, 64));
        expect((await read(bytes)).elf).toMatchObject({ segments: [], sections: [], notes: [] });
    });

    test.each([
        [62, "x86_64"],
        [183, "aarch64"],
    ])("for machine %i is for %s", async (machine, arch) => {
        expect((await read(syntheticElf({ machine }))).arch).toBe(arch);
    });

    test.each([
        [40, "ARM (32 bits)"],
        [243, "RISC-V"],
        [4711, "machine number 4711"],
    ])("for machine %i is refused by the name of that machine", async (machine, name) => {
        await expect(read(syntheticElf({ machine }))).rejects.toThrow(
            `web.elf is for ${name}; known are x86_64 and aarch64.`,
        );
    });

    test("of 32 bits for a 64-bit machine is refused", async () => {
        await expect(read(syntheticElf({ bits: 32, machine: 183 }))).rejects.toThrow("is for aarch64");
    });
});

describe("what is no ELF file is refused for what it is", () => {
    test.each([
        ["", "empty"],
        ["#!/bin/sh\n", "a script"],
        ["\xcf\xfa\xed\xfe\x07\0\0\x01", "a Mach-O file, for macOS"],
        ["MZ\x90", "a PE file, for Windows or UEFI"],
        ["!<arch>\n", "a static library"],
        ["\x1f\x8b\x08\0", "compressed with gzip"],
        ["hello, world", 'something that starts with "hello, w"'],
        ["\x01\x02\x03\x04", "something that starts with the bytes 01020304"],
    ])("%j", async (contents, what) => {
        await expect(read(Buffer.from(contents, "latin1"))).rejects.toThrow(
            `web.elf is not an ELF file: it is ${what}.`,
        );
    });
});

describe("a damaged ELF file is refused with what is wrong", () => {
    const cases: [string, Buffer, string][] = [
        [
            "in the header",
            whole.subarray(0, 40),
            "is truncated: its ELF header ends at byte 64, the file at 40",
        ],
        ["before the sections", whole.subarray(0, -1), "is truncated: its section table ends at byte"],
        ["big-endian", changed((bytes) => bytes.writeUInt8(2, 5)), "is a big-endian ELF file"],
        ["class", changed((bytes) => bytes.writeUInt8(3, 4)), "says neither 32 nor 64 bits"],
        ["section entries", changed((bytes) => bytes.writeUInt16LE(1, 58)), "has entries of 1 bytes, not 64"],
        ["segment entries", changed((bytes) => bytes.writeUInt16LE(9, 54)), "has entries of 9 bytes, not 56"],
        [
            "segment table",
            changed((bytes) => bytes.writeBigUInt64LE(2n ** 63n, 32)),
            "is truncated: its program header table ends at byte 9223372036854776000",
        ],
        [
            "segment",
            changed((bytes) => bytes.writeBigUInt64LE(10_000n, 64 + 32)),
            "is truncated: one of its segments ends at byte 10120",
        ],
    ];
    test.each(cases)("%s", async (_what, bytes, message) => {
        await expect(read(bytes)).rejects.toThrow(message);
    });
});
