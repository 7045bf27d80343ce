import type { LockOptions } from "../lock";

/** Lines of waiters within this process, so that only the first of each line looks at the file system. */
const lines = new Map<string, Promise<unknown>>();

export function isTaken(line: string): boolean {
    return lines.has(line);
}

/** Settles when it is the caller's turn, with the function that passes the turn on. */
export async function takeTurn(line: string, { signal, onWait }: LockOptions): Promise<() => void> {
    const before = lines.get(line);
    if (before !== undefined) onWait?.({ pid: process.pid });
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const tail = Promise.all([before, finished]);
    lines.set(line, tail);
    const leave = (): void => {
        finish();
        if (lines.get(line) === tail) lines.delete(line);
    };
    try {
        await orAborted(before, signal);
        return leave;
    } catch (error) {
        finish();
        // Those in front are still there: the next one has to wait for them too.
        void tail.then(leave);
        throw error;
    }
}

async function orAborted(turn: Promise<unknown> | undefined, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    let stop = (): void => undefined;
    const aborted = new Promise<void>((resolve) => (stop = resolve));
    signal?.addEventListener("abort", stop);
    await Promise.race([turn, aborted]);
    signal?.removeEventListener("abort", stop);
    signal?.throwIfAborted();
}
