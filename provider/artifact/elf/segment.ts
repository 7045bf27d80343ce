import type { Bits, Cursor } from "./cursor";
import type { TableShape } from "./table";

/** A program header: what the loader maps, and where from. */
export interface Segment {
    readonly type: number;
    readonly offset: number;
    readonly fileSize: number;
    readonly align: number;
}

export const segmentType = { null: 0, interpreter: 3, note: 4, gnuStack: 0x6474e551 } as const;

export const segmentTable: TableShape<Segment> = {
    what: "program header table",
    entrySize: { 32: 32, 64: 56 },
    parse: parseSegment,
};

/** The flags stand second in 64-bit files and last but one in 32-bit ones. */
function parseSegment(fields: Cursor, bits: Bits): Segment {
    const type = fields.u32();
    if (bits === 64) fields.u32();
    const offset = fields.size();
    fields.size(); // p_vaddr
    fields.size(); // p_paddr
    const fileSize = fields.size();
    fields.size(); // p_memsz
    if (bits === 32) fields.u32();
    return { type, offset, fileSize, align: fields.size() };
}
