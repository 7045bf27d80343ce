import { watch, type FSWatcher } from "node:fs";

/** Events can be lost, or not be had at all: on some network file systems, or when the user's watches are used up. */
const pollMs = 500;

/**
 * Looks at once and soon after each change of a file in the folder, one look at a time, until the signal aborts or a
 * look answers true. Resolves to whether one did.
 */
export async function lookOnChange(
    folder: string,
    look: () => Promise<boolean>,
    signal: AbortSignal,
): Promise<boolean> {
    let wake = (): void => undefined;
    let changed = true;
    const notice = (): void => {
        changed = true;
        wake();
    };
    const timer = setInterval(notice, pollMs);
    const watcher = tryWatch(folder, notice);
    signal.addEventListener("abort", notice);
    try {
        while (!signal.aborted) {
            if (!changed) await new Promise<void>((resolve) => (wake = resolve));
            changed = false;
            if (await look()) return true;
        }
        return false;
    } finally {
        clearInterval(timer);
        watcher?.close();
        signal.removeEventListener("abort", notice);
    }
}

function tryWatch(folder: string, listener: () => void): FSWatcher | undefined {
    try {
        return watch(folder, listener).on("error", () => undefined);
    } catch {
        return undefined;
    }
}
