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
    for (const [what, extents] of [
        ["segments", segments.map(segmentExtent)],
        ["sections", sections.map(sectionExtent)],
    ] as const) {
        const end = Math.max(...extents.filter((extent) => !isEmpty(extent)).map((extent) => extent.end));
        if (end > source.size) {
            throw malformed(
                source,
                `is truncated: its ${what} end at byte ${end}, the file at ${source.size}`,
            );
        }
    }
}
