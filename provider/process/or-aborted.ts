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
