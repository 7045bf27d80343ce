import { padded, roundUp, u16, u32, word, type Bits } from "./fields";

/*
 * ELF files made by hand, so that tests can have any they like: of other machines, with broken fields, kernels with the
 * notes of a unikernel. The tests of stripping and of broken files use compilers' files besides.
 */

export interface SyntheticSection {
    readonly name: string;
    readonly type: number;
    readonly contents: Buffer;
    /** Whether it is loaded: then it has a segment of its own, PT_NOTE for a note and PT_LOAD otherwise. */
    readonly loaded?: boolean;
    readonly align?: number;
    readonly address?: bigint;
    /** Numbers of other sections. The first one given to `syntheticElf` has number 1. */
    readonly link?: number;
    readonly info?: number;
}

export interface SyntheticElf {
    readonly bits?: Bits;
    readonly machine?: number;
    readonly type?: number;
    readonly entry?: bigint;
    readonly sections?: readonly SyntheticSection[];
}

interface PlacedSection extends SyntheticSection {
    readonly offset: number;
    readonly nameOffset: number;
}

const headerSize = { 32: 52, 64: 64 } as const;
const segmentSize = { 32: 32, 64: 56 } as const;
const sectionSize = { 32: 40, 64: 64 } as const;

/** Header, segments, the sections' contents, section table: one after the other. */
export function syntheticElf(elf: SyntheticElf = {}): Buffer {
    const bits = elf.bits ?? 64;
    const sections = withNames(elf.sections ?? []);
    const loaded = sections.filter((section) => section.loaded);
    const placed = place(sections, headerSize[bits] + loaded.length * segmentSize[bits]);
    const last = placed.at(-1);
    const tableOffset = roundUp((last?.offset ?? 0) + (last?.contents.length ?? 0), 8);

    const file = Buffer.alloc(tableOffset + (placed.length + 1) * sectionSize[bits]);
    header(elf, bits, loaded.length, placed.length, tableOffset).copy(file);
    const segments = placed.filter((section) => section.loaded).map((section) => segment(section, bits));
    Buffer.concat(segments).copy(file, headerSize[bits]);
    for (const { contents, offset } of placed) contents.copy(file, offset);
    const headers = placed.map((section) => sectionHeader(section, bits));
    Buffer.concat(headers).copy(file, tableOffset + sectionSize[bits]);
    return file;
}

/** A note as it stands in a section: its name and descriptor padded to four bytes. */
export function note(owner: string, type: number, descriptor: Buffer): Buffer {
    const name = Buffer.from(`${owner}\0`, "latin1");
    const sizes = [u32(name.length), u32(descriptor.length), u32(type)];
    return Buffer.concat([...sizes, padded(name, 4), padded(descriptor, 4)]);
}

export function noteSection(name: string, contents: Buffer, align = 4): SyntheticSection {
    return { name, type: 7, contents, loaded: true, align };
}

function withNames(sections: readonly SyntheticSection[]): (SyntheticSection & { nameOffset: number })[] {
    const names = [...sections.map(({ name }) => name), ".shstrtab"];
    const table = `\0${names.map((name) => `${name}\0`).join("")}`;
    const all = [...sections, { name: ".shstrtab", type: 3, contents: Buffer.from(table, "latin1") }];
    return all.map((section) => ({ ...section, nameOffset: table.indexOf(`\0${section.name}\0`) + 1 }));
}

function place(sections: ReturnType<typeof withNames>, start: number): PlacedSection[] {
    let end = start;
    return sections.map((section) => {
        const offset = roundUp(end, section.align ?? 8);
        end = offset + section.contents.length;
        return { ...section, offset };
    });
}

function header(
    elf: SyntheticElf,
    bits: Bits,
    segments: number,
    sections: number,
    tableOffset: number,
): Buffer {
    return Buffer.concat([
        Buffer.from(`\x7fELF${bits === 64 ? "\x02" : "\x01"}\x01\x01`.padEnd(16, "\0"), "latin1"),
        ...[u16(elf.type ?? 2), u16(elf.machine ?? 62), u32(1)],
        ...[word(bits, elf.entry ?? 0x100000), word(bits, headerSize[bits]), word(bits, tableOffset)],
        ...[u32(0), u16(headerSize[bits])],
        ...[u16(segmentSize[bits]), u16(segments)],
        ...[u16(sectionSize[bits]), u16(sections + 1), u16(sections)],
    ]);
}

function segment({ type, offset, contents, align, address = 0n }: PlacedSection, bits: Bits): Buffer {
    const flags = u32(5);
    return Buffer.concat([
        u32(type === 7 ? 4 : 1),
        ...(bits === 64 ? [flags] : []),
        ...[word(bits, offset), word(bits, address), word(bits, address)],
        ...[word(bits, contents.length), word(bits, contents.length)],
        ...(bits === 32 ? [flags] : []),
        word(bits, align ?? 8),
    ]);
}

function sectionHeader(section: PlacedSection, bits: Bits): Buffer {
    const { nameOffset, type, loaded, address = 0n, offset, contents, align, link = 0, info = 0 } = section;
    return Buffer.concat([
        ...[u32(nameOffset), u32(type), word(bits, loaded ? 2 : 0)],
        ...[word(bits, address), word(bits, offset), word(bits, contents.length)],
        ...[u32(link), u32(info), word(bits, align ?? 8), word(bits, 0)],
    ]);
}
