import { bytesInFile, type Section } from "./section";
import { segmentType, type Segment } from "./segment";
import { malformed, type ByteSource } from "./source";

/** A part of a file: from `start` up to, but not including, `end`. */
export interface Extent {
    readonly start: number;
    readonly end: number;
}

/** Where a segment's bytes are. */
export function segmentExtent({ type, offset, fileSize }: Segment): Extent {
    const size = type === segmentType.null || type === segmentType.gnuStack ? 0 : fileSize;
    return { start: offset, end: offset + size };
}

export function sectionExtent(section: Section): Extent {
    return { start: section.offset, end: section.offset + bytesInFile(section) };
}

export function isEmpty({ start, end }: Extent): boolean {
    return start === end;
}

/** A file that was cut off has its headers still, but not all they tell of. */
export function requireWhole(
    source: ByteSource,
    segments: readonly Segment[],
    sections: readonly Section[],
): void {
    for (const segment of segments) requireWithin(source, "segments", segmentExtent(segment));
    for (const section of sections) requireWithin(source, "sections", sectionExtent(section));
}

function requireWithin(source: ByteSource, what: string, extent: Extent): void {
    if (extent.end <= source.size || isEmpty(extent)) return;
    throw malformed(
        source,
        `is truncated: one of its ${what} ends at byte ${extent.end}, the file at ${source.size}`,
    );
}
