import { plainly, reveal, type Plain } from "./reveal";
import type { ObjectValue } from "./value";

export interface Known {
    /** The properties of which every part is known, without marks. */
    readonly plain: Record<string, Plain>;
    /** The names of the others. */
    readonly unknowns: ReadonlySet<string>;
}

/** Parts the properties that are known as a whole from those that are not. */
export function knownOf(properties: ObjectValue): Known {
    const entries = Object.entries(properties);
    const unknowns = new Set(
        entries.flatMap(([key, value]) => (reveal(value).unknowns.length > 0 ? [key] : [])),
    );
    return { plain: plainly(Object.fromEntries(entries.filter(([key]) => !unknowns.has(key)))), unknowns };
}
