const last = new Map<string, Promise<unknown>>();

const aborted = async (signal: AbortSignal, until: Promise<unknown>): Promise<never> =>
    new Promise((_, reject) => {
        const abort = (): void => {
            reject(signal.reason as Error);
        };
        if (signal.aborted) abort();
        signal.addEventListener("abort", abort, { once: true });
        void until.finally(() => {
            signal.removeEventListener("abort", abort);
        });
    });

/** Runs actions of the same name one after the other, in the order they came. */
export const inTurn = async <Result>(
    name: string,
    signal: AbortSignal,
    action: () => Promise<Result>,
): Promise<Result> => {
    const before = last.get(name) ?? Promise.resolve();
    const own = before.then(async () => {
        signal.throwIfAborted();
        return action();
    });
    const ended = own.catch(() => undefined);
    last.set(name, ended);
    void ended.then(() => {
        if (last.get(name) === ended) last.delete(name);
    });
    await Promise.race([before, aborted(signal, before)]);
    return own;
};
