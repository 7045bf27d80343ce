import { watch } from "node:fs";

/** Wakes whoever waits for a file of a folder to go. */
export interface Changes {
    /** From here on changes count. Call before looking at the folder, so that none falls between looking and waiting. */
    arm(): void;
    /** Settles after a change to the file since `arm`, an abort, or a while all the same: a death makes no change. */
    next(file: string, signal: AbortSignal | undefined): Promise<void>;
    close(): void;
}

const pollMilliseconds = 100;

export function changesOf(folder: string): Changes {
    const changed = new Set<string | null>();
    let onChange: (file: string | null) => void = () => undefined;
    const watcher = watchIfPossible(folder, (file) => {
        changed.add(file);
        onChange(file);
    });
    return {
        arm() {
            changed.clear();
        },
        async next(file, signal) {
            let wake = (): void => undefined;
            const awake = new Promise<void>((resolve) => (wake = resolve));
            const timer = setTimeout(wake, changed.has(file) ? 0 : pollMilliseconds);
            onChange = (name) => {
                if (name === file) wake();
            };
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
function watchIfPossible(
    folder: string,
    onChange: (file: string | null) => void,
): { close(): void } | undefined {
    try {
        const options = { persistent: false };
        return watch(folder, options, (_event, file) => {
            onChange(file);
        }).on("error", () => undefined);
    } catch {
        return undefined;
    }
}
