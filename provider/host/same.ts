import { isDeepStrictEqual } from "node:util";

type Values = Readonly<Record<string, unknown>>;

interface Changes<Name> {
    readonly changed: ReadonlySet<Name>;
    readonly unknowns: ReadonlySet<string>;
}

/** Pure. Of the changed properties those that are the same once both sides have their defaults: to write one down changes nothing. */
export function sameByDefault<Name extends string>(
    { changed, unknowns }: Changes<Name>,
    old: Values,
    next: Values,
): Name[] {
    return [...changed].filter(
        (name) => name in next && !unknowns.has(name) && isDeepStrictEqual(old[name], next[name]),
    );
}
