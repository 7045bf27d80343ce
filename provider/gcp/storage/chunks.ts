/** A stream that can be begun anew, and comes to the same bytes each time. */
export type Source = () => AsyncIterable<Uint8Array>;

export interface Chunk {
    readonly offset: number;
    /** Until the next one is asked for, which is made in their place. */
    readonly bytes: Uint8Array<ArrayBuffer>;
    /** Nothing comes after it. */
    readonly last: boolean;
}

/** A stream from an offset on, in pieces of one size; the last one may be shorter, or empty. */
export async function* chunksFrom(source: Source, from: number, size: number): AsyncGenerator<Chunk> {
    const buffer = new Uint8Array(size);
    let filled = 0;
    let offset = from;
    let skip = from;
    for await (const bytes of source()) {
        let rest = bytes.subarray(Math.min(skip, bytes.length));
        skip -= bytes.length - rest.length;
        while (rest.length > 0) {
            // Only when more follows is a full one known not to be the last.
            if (filled === size) {
                yield { offset, bytes: buffer, last: false };
                offset += size;
                filled = 0;
            }
            const part = rest.subarray(0, size - filled);
            buffer.set(part, filled);
            filled += part.length;
            rest = rest.subarray(part.length);
        }
    }
    yield { offset, bytes: buffer.subarray(0, filled), last: true };
}
