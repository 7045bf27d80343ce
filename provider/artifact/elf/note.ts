import { bytesInFile, sectionType, type Section } from "./section";
import { segmentType, type Segment } from "./segment";
import { malformed, readPart, type ByteSource } from "./source";

export interface Note {
    readonly owner: string;
    readonly type: number;
    readonly descriptor: Buffer;
    /** Where the descriptor is in the file. */
    readonly offset: number;
}

interface NoteRange {
    readonly offset: number;
    readonly size: number;
    /** Notes follow each other at multiples of it. */
    readonly align: number;
}

/** All notes of all ranges together: far more than there ever are, so that broken ranges take no time. */
const maxNoteBytes = 4 * 1024 * 1024;

const nameAlign = 4;
const noteHeaderBytes = 12;

/** The notes in the program's note segments, and in note sections that are in none of these. */
export async function readNotes(
    source: ByteSource,
    segments: readonly Segment[],
    sections: readonly Section[],
): Promise<Note[]> {
    const notes: Note[] = [];
    let total = 0;
    for (const range of noteRanges(segments, sections)) {
        total += range.size;
        if (total > maxNoteBytes)
            throw malformed(source, `is damaged: it has over ${maxNoteBytes} bytes of notes`);
        const bytes = await readPart(source, { what: "notes", offset: range.offset, length: range.size });
        notes.push(...parseNotes(source, bytes, range));
    }
    return notes;
}

function noteRanges(segments: readonly Segment[], sections: readonly Section[]): NoteRange[] {
    const fromSegments = segments
        .filter(({ type }) => type === segmentType.note)
        .map(({ offset, fileSize, align }) => ({ offset, size: fileSize, align }));
    const fromSections = sections
        .filter(({ type }) => type === sectionType.note)
        .map((section) => ({ offset: section.offset, size: bytesInFile(section), align: section.align }));
    const apart = fromSections.filter(
        (section) => !fromSegments.some((segment) => contains(segment, section)),
    );
    return [...fromSegments, ...apart];
}

function contains(outer: NoteRange, inner: NoteRange): boolean {
    return inner.offset >= outer.offset && inner.offset + inner.size <= outer.offset + outer.size;
}

/** Only the start of a note follows its range's alignment; within it everything is aligned to four bytes. */
function parseNotes(source: ByteSource, bytes: Buffer, { offset, align }: NoteRange): Note[] {
    const notes: Note[] = [];
    const step = align === 8 ? 8 : nameAlign;
    for (let at = 0; at + noteHeaderBytes <= bytes.length;) {
        const nameSize = bytes.readUInt32LE(at);
        const name = at + noteHeaderBytes;
        const descriptor = name + alignUp(nameSize, nameAlign);
        const end = descriptor + bytes.readUInt32LE(at + 4);
        if (end > bytes.length)
            throw malformed(source, `is damaged: the note at byte ${offset + at} overruns`);
        const owner = bytes.toString("latin1", name, name + nameSize).replace(/\0+$/, "");
        notes.push({
            owner,
            type: bytes.readUInt32LE(at + 8),
            descriptor: bytes.subarray(descriptor, end),
            offset: offset + descriptor,
        });
        at = alignUp(end, step);
    }
    return notes;
}

export function alignUp(value: number, step: number): number {
    return Math.ceil(value / step) * step;
}
