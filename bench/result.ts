/** One benchmark: our figure beside a reference that was measured in the same run. */
export interface Result {
    readonly name: string;
    readonly ours: number;
    readonly reference: number;
    /** `ours / reference`, or `ours` itself against a fixed limit. */
    readonly ratio: number;
    /** The ratio that must not be exceeded. */
    readonly goal: number;
    readonly unit: string;
    /** What the reference is. */
    readonly against: string;
}

export function compare(
    name: string,
    figures: { ours: number; reference: number; goal: number; unit: string; against: string },
): Result {
    return { name, ...figures, ratio: figures.ours / figures.reference };
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle === undefined) throw new Error("no values");
    return middle;
}

/** Runs both in turn, so that a change of the machine's mood meets both alike. Medians, in milliseconds. */
export async function sideBySide(
    rounds: number,
    ours: () => Promise<number>,
    reference: () => Promise<number>,
): Promise<{ ours: number; reference: number }> {
    const taken = { ours: [] as number[], reference: [] as number[] };
    for (let round = 0; round < rounds; round++) {
        taken.reference.push(await reference());
        taken.ours.push(await ours());
    }
    return { ours: median(taken.ours), reference: median(taken.reference) };
}

export async function timed(action: () => Promise<unknown>): Promise<number> {
    const from = performance.now();
    await action();
    return performance.now() - from;
}
