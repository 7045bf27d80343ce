import type { Region } from "./region";

type Actions<Results extends readonly unknown[]> = {
    readonly [At in keyof Results]: (signal: AbortSignal) => Promise<Results[At]>;
};

/** Does things at once. After a first failure the others are stopped; it is thrown when all have ended. */
export async function together<Results extends readonly unknown[]>(
    signal: AbortSignal,
    actions: Actions<Results>,
): Promise<Results> {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const failures: unknown[] = [];
    const results = await Promise.all(
        actions.map(async (action) => {
            try {
                return await action(either);
            } catch (error) {
                failures.push(error);
                stop.abort(error);
                return undefined;
            }
        }),
    );
    if (failures.length > 0) throw failures[0];
    return results as unknown as Results;
}

/** Does the same in all regions at once. */
export async function inAll<Result>(
    regions: readonly Region[],
    action: (region: Region) => Promise<Result>,
): Promise<Result[]> {
    const [{ signal } = { signal: new AbortController().signal }] = regions;
    return together(
        signal,
        regions.map((region) => (limit: AbortSignal) => action(region.within(limit))),
    );
}
