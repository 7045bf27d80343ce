/** Something in the store that can be removed, and made again when it is missed. */
export interface Removable {
    readonly path: string;
    readonly bytes: number;
    /** Milliseconds since the epoch. */
    readonly usedAt: number;
}

/** The least recently used ones that have to go for the rest to be within the limit. What is in use is never one. */
export function planPrune<Entry extends Removable>(
    entries: readonly Entry[],
    limitBytes: number,
    isInUse: (entry: Entry) => boolean,
): Entry[] {
    let surplus = entries.reduce((total, { bytes }) => total + bytes, 0) - limitBytes;
    const oldestFirst = entries
        .filter((entry) => !isInUse(entry))
        .sort((one, other) => one.usedAt - other.usedAt || one.path.localeCompare(other.path));
    const going = [];
    for (const entry of oldestFirst) {
        if (surplus <= 0) break;
        going.push(entry);
        surplus -= entry.bytes;
    }
    return going;
}
