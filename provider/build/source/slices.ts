import { setImmediate } from "node:timers/promises";

const sliceMs = 5;

/**
 * Lets long work on the main thread be cut into slices, so that the server answers between them: call it in the
 * loop, and await what it returns, which is nothing while the slice lasts.
 */
export function slicer(signal: AbortSignal): () => Promise<void> | undefined {
    let until = performance.now() + sliceMs;
    const rest = async (): Promise<void> => {
        signal.throwIfAborted();
        await setImmediate();
        signal.throwIfAborted();
        until = performance.now() + sliceMs;
    };
    return () => (performance.now() < until ? undefined : rest());
}
