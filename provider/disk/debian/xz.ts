import { ReadableStream } from "node:stream/web";
import { XzReadableStream } from "xz-decompress";
import type { Chunks } from "./chunks";

/** What bytes compressed by xz were before. */
export async function* unxz(compressed: Uint8Array): Chunks {
    const source = new ReadableStream<Uint8Array>({
        start: (controller) => {
            controller.enqueue(compressed);
            controller.close();
        },
    });
    const reader = new XzReadableStream(source).getReader();
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            // The decompressor uses its memory again.
            yield value.slice();
        }
    } finally {
        await reader.cancel().catch(() => undefined);
    }
}
