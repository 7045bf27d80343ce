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
