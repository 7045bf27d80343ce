import type { Elf } from "../elf/elf";
import { sectionEntrySize, sectionType } from "../elf/section";
import type { NameTable } from "./names";
import type { PlacedSection, PlacedSections } from "./placed";

/* Where the fields are in a 64-bit section header and in the ELF header. */
const field = { name: 0, type: 4, offset: 24, size: 32, link: 40, info: 44, align: 48 } as const;
const elfField = { sectionTable: 40, sectionCount: 60, namesIndex: 62 } as const;

const entrySize = sectionEntrySize[64];

/** SHF_INFO_LINK: the info field is a section's number. It is so for relocations even without the flag. */
const infoIsLink = 0x40;
const relocationTypes: readonly number[] = [4, 9];

/** The headers of the sections that stay, and of the table of their names behind them. */
export function sectionTableOf(
    elf: Elf,
    bytes: Buffer,
    placed: PlacedSections,
    names: NameTable & { readonly offset: number },
): Buffer {
    const table = Buffer.alloc((placed.length + 1) * entrySize);
    placed.forEach((each, index) => {
        if (each === undefined) return;
        const at = index * entrySize;
        bytes.copy(table, at, elf.header.sections.offset + at, elf.header.sections.offset + at + entrySize);
        adjustHeader(table.subarray(at, at + entrySize), each, placed);
        table.writeUInt32LE(names.starts[index] ?? 0, at + field.name);
    });
    const last = table.subarray(placed.length * entrySize);
    last.writeUInt32LE(names.starts.at(-1) ?? 0, field.name);
    last.writeUInt32LE(sectionType.stringTable, field.type);
    last.writeBigUInt64LE(BigInt(names.offset), field.offset);
    last.writeBigUInt64LE(BigInt(names.bytes.length), field.size);
    last.writeBigUInt64LE(1n, field.align);
    return table;
}

/** Sections it refers to may be gone: a static program's relocations name the symbol table, for one. */
function adjustHeader(header: Buffer, { section, offset }: PlacedSection, placed: PlacedSections): void {
    header.writeBigUInt64LE(BigInt(offset), field.offset);
    if (placed[section.link] === undefined) header.writeUInt32LE(0, field.link);
    const refers = (section.flags & infoIsLink) !== 0 || relocationTypes.includes(section.type);
    if (refers && placed[section.info] === undefined) header.writeUInt32LE(0, field.info);
}

export function pointToSectionTable(output: Buffer, offset: number, namesIndex: number): Buffer {
    output.writeBigUInt64LE(BigInt(offset), elfField.sectionTable);
    output.writeUInt16LE(namesIndex + 1, elfField.sectionCount);
    output.writeUInt16LE(namesIndex, elfField.namesIndex);
    return output;
}
