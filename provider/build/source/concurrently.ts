/** Enough to keep the thread pool's four threads busy. */
const atOnce = 8;

/** Does something with each item, several at a time. After the first failure no other is begun. */
export async function concurrently<Item>(
    items: readonly Item[],
    signal: AbortSignal,
    action: (item: Item) => Promise<void>,
): Promise<void> {
    const queue = items.values();
    let failed = false;
    const work = async (): Promise<void> => {
        for (const item of queue) {
            signal.throwIfAborted();
            if (failed) return;
            await action(item);
        }
    };
    const workers = Array.from({ length: atOnce }, () =>
        work().catch((error: unknown) => {
            failed = true;
            throw error;
        }),
    );
    const outcomes = await Promise.allSettled(workers);
    const failure = outcomes.find((outcome) => outcome.status === "rejected");
    if (failure) throw failure.reason;
}
