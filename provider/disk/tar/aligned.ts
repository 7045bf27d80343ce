import type { Extent } from "../disk-image";

/**
 * The same bytes in extents that begin and end at multiples of a unit, filled up with zeros. None is copied that does so
 * already. No two touch the same unit.
 */
export function* aligned(extents: Iterable<Extent>, unit: number): Generator<Extent> {
    let open: Extent | undefined;
    for (const extent of extents) {
        for (const part of parts(extent, unit)) {
            const start = part.offset - (part.offset % unit);
            if (open && open.offset !== start) {
                yield open;
                open = undefined;
            }
            if (part.bytes.length % unit === 0) {
                yield part;
            } else {
                open ??= { offset: start, bytes: new Uint8Array(unit) };
                open.bytes.set(part.bytes, part.offset - start);
            }
        }
    }
    if (open) yield open;
}

/** What of an extent lies before, in and behind the whole units that it covers. */
function parts({ offset, bytes }: Extent, unit: number): Extent[] {
    const end = offset + bytes.length;
    const first = Math.min(Math.ceil(offset / unit) * unit, end);
    const last = Math.max(Math.floor(end / unit) * unit, first);
    return [
        { offset, bytes: bytes.subarray(0, first - offset) },
        { offset: first, bytes: bytes.subarray(first - offset, last - offset) },
        { offset: last, bytes: bytes.subarray(last - offset) },
    ].filter((part) => part.bytes.length > 0);
}
