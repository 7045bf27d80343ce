import type { Chunks } from "./chunks";

/** All of a stream. */
export async function collect(chunks: Chunks): Promise<Buffer> {
    const all: Uint8Array[] = [];
    for await (const chunk of chunks) all.push(chunk);
    return Buffer.concat(all);
}
