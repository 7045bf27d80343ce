import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** The line that all connections share: waits until it has brought so many bytes more. */
export function lineOf(bytesPerSecond: () => number): (bytes: number) => Promise<void> {
    let freeAt = 0;
    return async (bytes) => {
        const now = performance.now();
        freeAt = Math.max(now, freeAt) + (bytes / bytesPerSecond()) * 1000;
        if (freeAt > now) await pause(freeAt - now);
    };
}

/** The digest is ready when the last bytes are there. */
export async function receive(
    message: IncomingMessage,
    brought: (bytes: number) => Promise<void>,
): Promise<{ readonly body: Buffer; readonly sha256: Buffer }> {
    const parts: Buffer[] = [];
    const hash = createHash("sha256");
    for await (const part of message as AsyncIterable<Buffer>) {
        await brought(part.length);
        parts.push(part);
        hash.update(part);
    }
    return { body: Buffer.concat(parts), sha256: hash.digest() };
}
