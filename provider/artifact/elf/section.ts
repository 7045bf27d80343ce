import type { Cursor } from "./cursor";
import type { ElfHeader } from "./header";
import { readPart, type ByteSource } from "./source";
import { readTable, type TableShape } from "./table";

export interface SectionHeader {
    readonly nameOffset: number;
    readonly type: number;
    readonly flags: number;
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

/** SHF_ALLOC: the section is in memory when the program runs. */
export const allocated = 2;

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
        flags: fields.size(),
        address: fields.word(),
        offset: fields.size(),
        size: fields.size(),
        link: fields.u32(),
        info: fields.u32(),
        align: fields.size(),
        entrySize: fields.size(),
    };
}
