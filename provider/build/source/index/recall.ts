import type { Entry } from "../listing";
import type { Found } from "../walk";
import { isUnchanged, type TreeIndex } from "./tree-index";

/** Answers what an index holds of the entries of a walk, while they are as they were. */
export function recaller(index: TreeIndex): (found: Found) => Entry | undefined {
    const numberOf = finder(index);
    return ({ path, stats }) => {
        const number = numberOf(path);
        return number !== undefined && isUnchanged(index, number, stats) ? index.listing[number] : undefined;
    };
}

/** Walk and index have the same order, so the next entry of the one is nearly always the next of the other. */
function finder({ listing }: TreeIndex): (path: string) => number | undefined {
    let next = 0;
    let numbers: ReadonlyMap<string, number> | undefined;
    return (path) => {
        let number: number | undefined = next;
        if (listing[next]?.path !== path) {
            numbers ??= new Map(listing.map((entry, number) => [entry.path, number]));
            number = numbers.get(path);
        }
        if (number !== undefined) next = number + 1;
        return number;
    };
}
