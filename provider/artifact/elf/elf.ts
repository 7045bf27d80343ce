import { requireWhole } from "./extents";
import { readHeader, type ElfHeader } from "./header";
import { readNotes, type Note } from "./note";
import { readSections, type Section } from "./section";
import { segmentTable, type Segment } from "./segment";
import type { ByteSource } from "./source";
import { readTable } from "./table";

export interface Elf {
    readonly header: ElfHeader;
    readonly segments: readonly Segment[];
    readonly sections: readonly Section[];
    readonly notes: readonly Note[];
}

/** Reads what describes an ELF file, never its contents. Throws a UserError for anything that is not a sound one. */
export async function readElf(source: ByteSource): Promise<Elf> {
    const header = await readHeader(source);
    const segments = await readTable(source, header.bits, header.programs, segmentTable);
    const sections = await readSections(source, header);
    requireWhole(source, segments, sections);
    return { header, segments, sections, notes: await readNotes(source, segments, sections) };
}
