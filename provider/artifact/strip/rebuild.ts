import type { Elf } from "../elf/elf";
import { sectionExtent } from "../elf/extents";
import { alignUp } from "../elf/note";
import { sectionType, type Section } from "../elf/section";
import { pointToSectionTable, sectionTableOf } from "./headers";
import { endOf, isLoaded, loadedExtents } from "./loaded";
import { nameTableOf } from "./names";
import type { PlacedSection } from "./placed";

/** Enough for notes, which are aligned to four or eight, and for the section table. */
const align = 8;

/**
 * Copies what is loaded to where it was and, behind it, the notes that are not. Bytes that belong to neither become
 * zero.
 */
export function dropUnloaded(elf: Elf, bytes: Buffer): Buffer {
    const parts = [copyLoaded(elf, bytes)];
    const append = (part: Buffer): number => {
        const end = parts.reduce((length, { length: more }) => length + more, 0);
        const offset = alignUp(end, align);
        parts.push(Buffer.alloc(offset - end), part);
        return offset;
    };
    const placed = keptSections(elf).map((section) => section && place(section, bytes, append));
    const names = nameTableOf(placed);
    const table = sectionTableOf(elf, bytes, placed, { ...names, offset: append(names.bytes) });
    const tableOffset = append(table);
    return pointToSectionTable(Buffer.concat(parts), tableOffset, placed.length);
}

function copyLoaded(elf: Elf, bytes: Buffer): Buffer {
    const extents = loadedExtents(elf);
    const copy = Buffer.alloc(endOf(extents));
    for (const { start, end } of extents) bytes.copy(copy, start, start, end);
    return copy;
}

function keptSections({ sections }: Elf): (Section | undefined)[] {
    const last = sections.findLastIndex(isKept);
    return sections.slice(0, Math.max(last + 1, 1)).map((section) => (isKept(section) ? section : undefined));
}

function isKept(section: Section): boolean {
    return isLoaded(section) || section.type === sectionType.note;
}

function place(section: Section, bytes: Buffer, append: (part: Buffer) => number): PlacedSection {
    if (isLoaded(section)) return { section, offset: section.offset };
    const { start, end } = sectionExtent(section);
    return { section, offset: append(bytes.subarray(start, end)) };
}
