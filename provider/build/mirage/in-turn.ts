const last = new Map<string, Promise<unknown>>();

/** Waits for something that does not hear of the signal itself. */
export const orAborted = async <Result>(signal: AbortSignal, result: Promise<Result>): Promise<Result> => {
    signal.throwIfAborted();
    let abort: () => void = () => undefined;
    const aborted = new Promise<never>((_, reject) => {
        abort = () => {
            reject(signal.reason as Error);
        };
        signal.addEventListener("abort", abort);
    });
    try {
        return await Promise.race([result, aborted]);
    } finally {
        signal.removeEventListener("abort", abort);
    }
};

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
    const ended = own.then(
        () => undefined,
        () => undefined,
    );
    last.set(name, ended);
    void ended.then(() => {
        if (last.get(name) === ended) last.delete(name);
    });
    await orAborted(signal, before);
    return own;
};
