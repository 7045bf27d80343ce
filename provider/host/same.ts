import { isDeepStrictEqual } from "node:util";

type Values = Readonly<Record<string, unknown>>;

interface Request<Name> {
    readonly changed: ReadonlySet<Name>;
    readonly unknowns: ReadonlySet<string>;
}

interface Changes<Name> {
    /** The same once both sides have their defaults: to write one down changes nothing. */
    readonly same: readonly Name[];
    readonly changed: ReadonlySet<Name>;
}

/** Pure. Tells the changed properties apart, by what both sides are with their defaults. */
export function partSame<Name extends string>(
    { changed, unknowns }: Request<Name>,
    old: Values,
    next: Values,
): Changes<Name> {
    const isSame = (name: Name) =>
        name in next && !unknowns.has(name) && isDeepStrictEqual(old[name], next[name]);
    const names = [...changed];
    return { same: names.filter(isSame), changed: new Set(names.filter((name) => !isSame(name))) };
}
