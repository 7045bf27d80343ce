import type { Path } from "../path";
import { defined, isTagged, kind, mapObject } from "./value";
import type { Archive, Asset, ObjectValue, Value } from "./value";

/** A value as a resource sees it. What is unknown is `undefined`. */
export type Plain =
    | null
    | undefined
    | boolean
    | number
    | string
    | Asset
    | Archive
    | readonly Plain[]
    | { readonly [property: string]: Plain };

/** Where in a value the marks are that a resource does not see. */
export interface Marks {
    readonly secrets: readonly Path[];
    readonly unknowns: readonly Path[];
}

export interface Revealed extends Marks {
    readonly plain: Plain;
}

/** Takes the marks off a value and says where they were. */
export function reveal(value: Value, at: Path = []): Revealed {
    const secrets: Path[] = [];
    const unknowns: Path[] = [];
    const plain = walk(value, at);
    return { plain, secrets, unknowns };

    function walk(found: Value | undefined, path: Path): Plain {
        if (found === undefined) {
            unknowns.push(path);
            return undefined;
        }
        if (found === null || typeof found !== "object") return found;
        if (isTagged(found)) return untag(found, path);
        if (Array.isArray(found)) return found.map((item: Value, index) => walk(item, [...path, index]));
        return mapObject(found as Readonly<Record<string, Value>>, (item, key) => walk(item, [...path, key]));
    }

    function untag(found: Value & { [kind]?: string }, path: Path): Plain {
        if (!isTagged(found)) return undefined;
        switch (found[kind]) {
            case "unknown":
                return walk(undefined, path);
            case "secret":
                secrets.push(path);
                return walk(found.value, path);
            case "output":
                if (found.secret) secrets.push(path);
                return walk(found.value, path);
            case "resource":
                return walk(found.id ?? found.urn, path);
            default:
                return found;
        }
    }
}

/** The properties of a resource as it sees them; those that are unknown as a whole are left out. */
export function plainly(properties: ObjectValue): Record<string, Plain> {
    const plain = mapObject(properties as Readonly<Record<string, Value>>, (value) => reveal(value).plain);
    return defined(plain);
}
