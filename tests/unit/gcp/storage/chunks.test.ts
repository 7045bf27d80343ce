import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { chunksFrom, type Chunk } from "../../../../provider/gcp/storage/chunks";

const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });

async function collected(parts: Uint8Array[], from: number, size: number): Promise<Chunk[]> {
    const chunks: Chunk[] = [];
    async function* source(): AsyncGenerator<Uint8Array> {
        for (const part of parts) yield await Promise.resolve(part);
    }
    for await (const chunk of chunksFrom(source, from, size))
        chunks.push({ ...chunk, bytes: new Uint8Array(chunk.bytes) });
    return chunks;
}

test("chunks are the stream from an offset on, all but the last of one size, whatever it comes in", async () => {
    await fc.assert(
        fc.asyncProperty(
            pieces,
            fc.nat(400),
            fc.integer({ min: 1, max: 50 }),
            async (parts, offset, size) => {
                const whole = Buffer.concat(parts);
                const from = Math.min(offset, whole.length);
                const chunks = await collected(parts, from, size);
                expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).equals(whole.subarray(from))).toBe(
                    true,
                );
                let at = from;
                for (const [number, chunk] of chunks.entries()) {
                    const isLast = number === chunks.length - 1;
                    expect(chunk.offset).toBe(at);
                    expect(chunk.last).toBe(isLast);
                    if (!isLast) expect(chunk.bytes).toHaveLength(size);
                    at += chunk.bytes.length;
                }
            },
        ),
    );
});

test("however long a stream is, its chunks take the memory of one", async () => {
    const memory = new Set<ArrayBuffer>();
    async function* source(): AsyncGenerator<Uint8Array> {
        for (let piece = 0; piece < 10; piece++) yield await Promise.resolve(new Uint8Array(16));
    }
    for await (const { bytes } of chunksFrom(source, 0, 32)) memory.add(bytes.buffer);
    expect(memory.size).toBe(1);
});
