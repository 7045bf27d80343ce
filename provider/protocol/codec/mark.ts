import type { Path } from "../path";
import type { Plain } from "./reveal";
import { defined, isTagged, mapObject, secret, unknown, type Value } from "./value";

/** Where the marks go that `reveal` takes off. */
export interface Marker {
    readonly isSecret?: (path: Path, plain: Plain) => boolean;
    readonly isUnknown?: (path: Path) => boolean;
}

/** Puts marks on a plain value. Properties that are `undefined` and not unknown are left out. */
export function mark(plain: Plain, marker: Marker = {}, at: Path = []): Value | undefined {
    const value = marker.isUnknown?.(at) ? unknown() : markContent(plain, marker, at);
    return value !== undefined && marker.isSecret?.(at, plain) ? secret(value) : value;
}

function markContent(plain: Plain, marker: Marker, at: Path): Value | undefined {
    if (plain === undefined || plain === null || typeof plain !== "object" || isTagged(plain)) return plain;
    if (Array.isArray(plain)) {
        return plain.map((item: Plain, index) => mark(item, marker, [...at, index]) ?? null);
    }
    const properties = plain as Readonly<Record<string, Plain>>;
    return defined(mapObject(properties, (item, key) => mark(item, marker, [...at, key])));
}
