import { isList, isObject, isTagged, kind, type ObjectValue, type Tagged, type Value } from "../codec/value";
import type { Path } from "../path";

export type ChangeKind = "add" | "delete" | "update";

export interface Change {
    readonly path: Path;
    readonly kind: ChangeKind;
    /** The value is the same, but from now on it is secret. */
    readonly onlyHides?: true;
}

/** What differs between two sets of properties, each difference as deep down as it can be named. */
export function compare(old: ObjectValue, next: ObjectValue, above: Path = []): Change[] {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])];
    return keys.flatMap((key) => compareValues(own(old, key), own(next, key), [...above, key]));
}

function compareValues(old: Value | undefined, next: Value | undefined, path: Path): Change[] {
    const before = open(old);
    const after = open(next);
    if (before.value === undefined || after.value === undefined) {
        if (before.value === after.value) return [];
        return [{ path, kind: before.value === undefined ? "add" : "delete" }];
    }
    const changes = compareContent(before.value, after.value, path);
    return changes.length === 0 && after.hidden && !before.hidden
        ? [{ path, kind: "update", onlyHides: true }]
        : changes;
}

function compareContent(old: Value, next: Value, path: Path): Change[] {
    if (isObject(old) && isObject(next)) return compare(old, next, path);
    if (isList(old) && isList(next)) {
        const length = Math.max(old.length, next.length);
        return Array.from({ length }, (_, index) =>
            compareValues(old[index], next[index], [...path, index]),
        ).flat();
    }
    return isEqual(old, next) ? [] : [{ path, kind: "update" }];
}

function isEqual(old: Value, next: Value): boolean {
    if (!isTagged(old) || !isTagged(next)) return old === next;
    return identity(old) !== undefined && identity(old) === identity(next);
}

/** What two values that are no JSON must share to be the same. An unknown one is never the same as another. */
function identity(value: Tagged): string | undefined {
    switch (value[kind]) {
        case "asset":
        case "archive":
            return value.hash;
        case "resource":
            return typeof value.id === "string" ? value.id : value.urn;
        default:
            return undefined;
    }
}

interface Opened {
    readonly value: Value | undefined;
    readonly hidden: boolean;
}

/** A value without its marks. Null is the same as nothing, as it is for every SDK. */
function open(value: Value | undefined, hidden = false): Opened {
    if (value === undefined || value === null) return { value: undefined, hidden };
    if (!isTagged(value)) return { value, hidden };
    switch (value[kind]) {
        case "secret":
            return open(value.value, true);
        case "output":
            return value.value === undefined
                ? { value: { [kind]: "unknown", type: "string" }, hidden: hidden || value.secret }
                : open(value.value, hidden || value.secret);
        default:
            return { value, hidden };
    }
}

function own(object: ObjectValue, key: string): Value | undefined {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}
