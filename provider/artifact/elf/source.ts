import { UserError } from "../../protocol/errors";

/** Bytes to parse. `read` is only ever asked for what lies within `size`. */
export interface ByteSource {
    /** What errors call it. */
    readonly name: string;
    readonly size: number;
    readonly read: (offset: number, length: number) => Promise<Buffer>;
}

export interface Part {
    /** What errors call it: `section table`. */
    readonly what: string;
    readonly offset: number;
    readonly length: number;
}

/** Tables, names and notes are small. A broken size must not fill the memory. */
const maxPartBytes = 8 * 1024 * 1024;

export function bufferSource(name: string, bytes: Buffer): ByteSource {
    const read = (offset: number, length: number): Promise<Buffer> =>
        Promise.resolve(bytes.subarray(offset, offset + length));
    return { name, size: bytes.length, read };
}

export async function readPart(source: ByteSource, { what, offset, length }: Part): Promise<Buffer> {
    const end = offset + length;
    if (end > source.size) {
        throw malformed(source, `is truncated: its ${what} ends at byte ${end}, the file at ${source.size}`);
    }
    if (length > maxPartBytes) throw malformed(source, `is damaged: its ${what} has ${length} bytes`);
    const bytes = await source.read(offset, length);
    if (bytes.length < length) throw malformed(source, `became shorter while its ${what} was read`);
    return bytes;
}

export function malformed(source: { readonly name: string }, problem: string): UserError {
    return new UserError(`${source.name} ${problem}.`);
}
