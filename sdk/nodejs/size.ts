/** How many instances a fleet has, from what of `count`, `min` and `max` is given. */
export interface Size {
    readonly count: number;
    readonly min: number;
    readonly max: number;
}

export function sizeOf({ count, min, max }: Partial<Size>): Size {
    const least = min ?? count ?? 2;
    const most = max ?? Math.max(least, count ?? least);
    if (least > most) throw new Error(`a fleet cannot have at least ${least} and at most ${most} instances`);
    return { count: count ?? least, min: least, max: most };
}

/** Whether it is its load that decides how many there are. */
export const followsLoad = ({ min, max }: Size): boolean => max > min;
