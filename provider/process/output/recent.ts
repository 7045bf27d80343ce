/** The latest of many items: as many as fit into a limit. */
export interface Recent {
    add(item: string): void;
    items(): readonly string[];
    /** How many went by that are no longer kept. */
    dropped(): number;
}

/** Keeps the latest lines: so many of them or, with `sizeOf`, so much of them. */
export function keepRecent(limit: number, sizeOf: (item: string) => number = () => 1): Recent {
    let kept: string[] = [];
    let start = 0;
    let size = 0;
    let droppedCount = 0;

    function drop(): void {
        size -= sizeOf(kept[start] ?? "");
        start += 1;
        droppedCount += 1;
        // Taking one item at a time off the front of a long array is slow.
        if (start > 1000 && start * 2 > kept.length) {
            kept = kept.slice(start);
            start = 0;
        }
    }

    return {
        add(item) {
            kept.push(item);
            size += sizeOf(item);
            while (size > limit) drop();
        },
        items: () => kept.slice(start),
        dropped: () => droppedCount,
    };
}
