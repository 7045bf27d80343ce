import type { Cursor } from "./cursor";
import type { ElfHeader } from "./header";
import { readPart, type ByteSource } from "./source";
import { readTable, type TableShape } from "./table";

export interface SectionHeader {
    readonly nameOffset: number;
    readonly type: number;
    readonly flags: bigint;
    readonly address: bigint;
    readonly offset: number;
    readonly size: number;
    readonly link: number;
    readonly info: number;
    readonly align: number;
    readonly entrySize: number;
}

export interface Section extends SectionHeader {
    readonly name: string;
}

export const sectionType = { null: 0, stringTable: 3, note: 7, noBits: 8 } as const;

const typeNames: Readonly<Record<number, string>> = {
    0: "NULL",
    1: "PROGBITS",
    2: "SYMTAB",
    3: "STRTAB",
    4: "RELA",
    5: "HASH",
    6: "DYNAMIC",
    7: "NOTE",
    8: "NOBITS",
    9: "REL",
    11: "DYNSYM",
    14: "INIT_ARRAY",
    15: "FINI_ARRAY",
    16: "PREINIT_ARRAY",
    17: "GROUP",
    19: "RELR",
    0x6ffffff5: "GNU_ATTRIBUTES",
    0x6ffffff6: "GNU_HASH",
    0x6ffffffd: "VERDEF",
    0x6ffffffe: "VERNEED",
    0x6fffffff: "VERSYM",
};

/** As readelf prints it; a number for types that are a processor's or a system's own. */
export function sectionTypeName(type: number): string {
    return typeNames[type] ?? `0x${type.toString(16)}`;
}

/** SHF_ALLOC: the section is in memory when the program runs. */
export const allocated = 2n;

export const sectionTable: TableShape<SectionHeader> = {
    what: "section table",
    entrySize: { 32: 40, 64: 64 },
    parse: parseSection,
};

const maxNameBytes = 255;

export async function readSections(source: ByteSource, header: ElfHeader): Promise<Section[]> {
    const headers = await readTable(source, header.bits, header.sections, sectionTable);
    const names = await readNames(source, headers[header.namesIndex]);
    return headers.map((section) => ({ ...section, name: nameAt(names, section.nameOffset) }));
}

/** The bytes a section has in the file. */
export function bytesInFile(section: SectionHeader): number {
    return section.type === sectionType.noBits || section.type === sectionType.null ? 0 : section.size;
}

async function readNames(source: ByteSource, table: SectionHeader | undefined): Promise<Buffer> {
    if (table?.type !== sectionType.stringTable) return Buffer.alloc(0);
    return readPart(source, { what: "section names", offset: table.offset, length: table.size });
}

function nameAt(names: Buffer, offset: number): string {
    const rest = names.subarray(offset, offset + maxNameBytes);
    const end = rest.indexOf(0);
    return rest.toString("latin1", 0, end === -1 ? rest.length : end);
}

function parseSection(fields: Cursor): SectionHeader {
    return {
        nameOffset: fields.u32(),
        type: fields.u32(),
        flags: fields.word(),
        address: fields.word(),
        offset: fields.size(),
        size: fields.size(),
        link: fields.u32(),
        info: fields.u32(),
        align: fields.size(),
        entrySize: fields.size(),
    };
}
