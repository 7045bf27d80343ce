import type { Cursor } from "./cursor";
import type { ElfHeader } from "./header";
import { readPart, type ByteSource } from "./source";
import { readTable, type TableShape } from "./table";

export interface Section {
    readonly name: string;
    readonly type: number;
    readonly flags: number;
    readonly address: bigint;
    readonly offset: number;
    readonly size: number;
    readonly link: number;
    readonly info: number;
    readonly align: number;
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
export const allocated = 2;

export const sectionEntrySize = { 32: 40, 64: 64 } as const;

const maxNameBytes = 255;

export async function readSections(
    source: ByteSource,
    { bits, sections, namesIndex }: ElfHeader,
): Promise<Section[]> {
    const shape = (names: Buffer): TableShape<Section> => ({
        what: "section table",
        entrySize: sectionEntrySize,
        parse: (fields) => parseSection(fields, names),
    });
    const namesEntry = {
        ...sections,
        offset: sections.offset + namesIndex * sections.entrySize,
        count: namesIndex < sections.count ? 1 : 0,
    };
    const [table] = await readTable(source, bits, namesEntry, shape(Buffer.alloc(0)));
    return readTable(source, bits, sections, shape(await readNames(source, table)));
}

/** The bytes a section has in the file. */
export function bytesInFile({ type, size }: Section): number {
    return type === sectionType.noBits || type === sectionType.null ? 0 : size;
}

async function readNames(source: ByteSource, table: Section | undefined): Promise<Buffer> {
    if (table?.type !== sectionType.stringTable) return Buffer.alloc(0);
    return readPart(source, { what: "section names", offset: table.offset, length: table.size });
}

/** Looks no further than a name can be long, or many names in a large table without an end would take for ever. */
function nameAt(names: Buffer, start: number): string {
    const name = names.subarray(start, start + maxNameBytes);
    const end = name.indexOf(0);
    return name.toString("latin1", 0, end === -1 ? name.length : end);
}

function parseSection(fields: Cursor, names: Buffer): Section {
    const section = {
        name: nameAt(names, fields.u32()),
        type: fields.u32(),
        flags: fields.size(),
        address: fields.word(),
        offset: fields.size(),
        size: fields.size(),
        link: fields.u32(),
        info: fields.u32(),
        align: fields.size(),
    };
    fields.size(); // sh_entsize
    return section;
}
