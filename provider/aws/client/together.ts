import type { Region } from "./region";

/** Does the same in all regions at once. After a first failure the others are stopped; it is thrown when all have ended. */
export async function inAll<Result>(
    regions: readonly Region[],
    action: (region: Region) => Promise<Result>,
): Promise<Result[]> {
    const stop = new AbortController();
    const failures: unknown[] = [];
    const results = await Promise.all(
        regions.map(async (region) => {
            try {
                return [await action(region.within(AbortSignal.any([region.signal, stop.signal])))];
            } catch (error) {
                failures.push(error);
                stop.abort(error);
                return [];
            }
        }),
    );
    if (failures.length > 0) throw failures[0];
    return results.flat();
}
