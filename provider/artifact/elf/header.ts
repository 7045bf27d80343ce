import { cursorAt, type Bits } from "./cursor";
import { foreignFormat } from "./format";
import { malformed, readPart, type ByteSource } from "./source";

export interface ElfHeader {
    readonly bits: Bits;
    readonly type: number;
    readonly machine: number;
    readonly entry: bigint;
    readonly programs: Table;
    readonly sections: Table;
    /** Which section holds the names of all. */
    readonly namesIndex: number;
}

export interface Table {
    readonly offset: number;
    readonly entrySize: number;
    readonly count: number;
}

/** ET_EXEC, and ET_DYN: also what is position-independent. */
export const fileType = { executable: 2, shared: 3 } as const;

export const headerSize = { 32: 52, 64: 64 } as const;

const magic = Buffer.from("\x7fELF", "latin1");

export async function readHeader(source: ByteSource): Promise<ElfHeader> {
    const start = await source.read(0, Math.min(source.size, headerSize[64]));
    if (!start.subarray(0, 4).equals(magic)) {
        throw malformed(source, `is not an ELF file: it is ${foreignFormat(start)}`);
    }
    const bits = bitsOf(source, start);
    const bytes = await readPart(source, { what: "ELF header", offset: 0, length: headerSize[bits] });
    return parseHeader(bytes, bits);
}

function bitsOf(source: ByteSource, start: Buffer): Bits {
    const [fileClass, byteOrder] = [start[4], start[5]];
    if (byteOrder === 2)
        throw malformed(source, "is a big-endian ELF file; only little-endian ones are known");
    if (fileClass === 1) return 32;
    if (fileClass === 2) return 64;
    throw malformed(source, "is damaged: its ELF header says neither 32 nor 64 bits");
}

function parseHeader(bytes: Buffer, bits: Bits): ElfHeader {
    const fields = cursorAt(bytes, 16, bits);
    const [type, machine] = [fields.u16(), fields.u16()];
    fields.u32(); // e_version
    const entry = fields.word();
    const [programsOffset, sectionsOffset] = [fields.size(), fields.size()];
    fields.u32(); // e_flags
    fields.u16(); // e_ehsize
    const programs = { offset: programsOffset, entrySize: fields.u16(), count: fields.u16() };
    const sections = { offset: sectionsOffset, entrySize: fields.u16(), count: fields.u16() };
    return { bits, type, machine, entry, programs, sections, namesIndex: fields.u16() };
}
