export type Chunks = AsyncIterable<Uint8Array>;

/** Takes bytes of a stream in the amounts that its format has, whatever the pieces it comes in. */
export interface Reader {
    /** Fewer bytes than asked for only at the end of the stream. */
    take(length: number): Promise<Buffer>;
    skip(length: number): Promise<void>;
    /** Lets go of the stream, which may not have been read to its end. */
    close(): Promise<void>;
}

export function readerOf(chunks: Chunks): Reader {
    const source = chunks[Symbol.asyncIterator]();
    let rest: Uint8Array = new Uint8Array();
    const next = async (length: number): Promise<Uint8Array> => {
        if (rest.length === 0) {
            const step = await source.next();
            if (step.done) return rest;
            rest = step.value;
        }
        const part = rest.subarray(0, length);
        rest = rest.subarray(part.length);
        return part;
    };
    const each = async (length: number, onPart: (part: Uint8Array) => void): Promise<void> => {
        for (let left = length; left > 0;) {
            const part = await next(left);
            if (part.length === 0) return;
            onPart(part);
            left -= part.length;
        }
    };
    return {
        take: async (length) => {
            const parts: Uint8Array[] = [];
            await each(length, (part) => parts.push(part));
            return Buffer.concat(parts);
        },
        skip: (length) => each(length, () => undefined),
        close: async () => {
            await source.return?.();
        },
    };
}
