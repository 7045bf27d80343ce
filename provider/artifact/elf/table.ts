import { cursorAt, type Bits, type Cursor } from "./cursor";
import type { Table } from "./header";
import { malformed, readPart, type ByteSource } from "./source";

export interface TableShape<Entry> {
    /** What errors call it. */
    readonly what: string;
    readonly entrySize: Readonly<Record<Bits, number>>;
    /** Reads one entry to its end. */
    readonly parse: (fields: Cursor, bits: Bits) => Entry;
}

export async function readTable<Entry>(
    source: ByteSource,
    bits: Bits,
    table: Table,
    { what, entrySize, parse }: TableShape<Entry>,
): Promise<Entry[]> {
    if (table.count === 0) return [];
    const size = entrySize[bits];
    if (table.entrySize !== size) {
        throw malformed(
            source,
            `is damaged: its ${what} has entries of ${table.entrySize} bytes, not ${size}`,
        );
    }
    const bytes = await readPart(source, { what, offset: table.offset, length: table.count * size });
    return Array.from({ length: table.count }, (_, index) =>
        parse(cursorAt(bytes, index * size, bits), bits),
    );
}
