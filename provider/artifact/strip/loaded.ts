import type { Elf } from "../elf/elf";
import { isEmpty, sectionExtent, segmentExtent, type Extent } from "../elf/extents";
import { headerSize, type Table } from "../elf/header";
import { allocated, type Section } from "../elf/section";

export function isLoaded({ flags }: Section): boolean {
    return (flags & allocated) !== 0;
}

/** The parts of a file that a loader reads. */
export function loadedExtents({ header, segments, sections }: Elf): Extent[] {
    return [
        { start: 0, end: headerSize[header.bits] },
        tableExtent(header.programs),
        ...segments.map(segmentExtent),
        ...sections.filter(isLoaded).map(sectionExtent),
    ].filter((extent) => !isEmpty(extent));
}

/** Where the last thing ends that the headers tell of. */
export function describedEnd(elf: Elf): number {
    const unloaded = elf.sections.map(sectionExtent).filter((extent) => !isEmpty(extent));
    return endOf([...loadedExtents(elf), ...unloaded, tableExtent(elf.header.sections)]);
}

export function endOf(extents: readonly Extent[]): number {
    return extents.reduce((end, extent) => Math.max(end, extent.end), 0);
}

function tableExtent({ offset, entrySize, count }: Table): Extent {
    return { start: offset, end: offset + entrySize * count };
}
