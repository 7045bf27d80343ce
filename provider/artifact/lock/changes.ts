import { watch } from "node:fs";

/** Wakes whoever waits for a folder to change. */
export interface Changes {
    /** From here on changes count. Call before looking at the folder, so that none falls between looking and waiting. */
    arm(): void;
    /** Settles after a change since `arm`, an abort, or a while all the same: nothing is said when a process dies. */
    next(signal: AbortSignal | undefined): Promise<void>;
    close(): void;
}

const pollMilliseconds = 250;

export function changesOf(folder: string): Changes {
    let changed = false;
    let wake = (): void => undefined;
    const watcher = watchIfPossible(folder, () => {
        changed = true;
        wake();
    });
    return {
        arm() {
            changed = false;
        },
        async next(signal) {
            const awake = new Promise<void>((resolve) => (wake = resolve));
            const timer = setTimeout(wake, changed ? 0 : pollMilliseconds);
            signal?.addEventListener("abort", wake);
            await awake;
            signal?.removeEventListener("abort", wake);
            clearTimeout(timer);
        },
        close() {
            watcher?.close();
        },
    };
}

/** The system's watches may be used up, and some file systems have none: polling is enough then. */
function watchIfPossible(folder: string, onChange: () => void): { close(): void } | undefined {
    try {
        return watch(folder, { persistent: false }, onChange).on("error", () => undefined);
    } catch {
        return undefined;
    }
}
