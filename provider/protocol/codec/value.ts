/** Marks the values that JSON has no form for. A symbol, so that no property a user writes can look like one. */
export const kind = Symbol("kind");

export type UnknownType = "boolean" | "number" | "string" | "array" | "asset" | "archive" | "object";

/** A value that the engine will know only once other resources have been made. */
export interface Unknown {
    readonly [kind]: "unknown";
    readonly type: UnknownType;
}

export interface Secret {
    readonly [kind]: "secret";
    readonly value: Value;
}

/** A value with where it came from. Without a `value` it is not known yet. */
export interface Output {
    readonly [kind]: "output";
    readonly value?: Value;
    readonly secret: boolean;
    readonly dependencies: readonly string[];
}

export interface ResourceReference {
    readonly [kind]: "resource";
    readonly urn: string;
    /** Absent for a component; unknown for a resource that is still to be created. */
    readonly id?: Value;
    readonly name?: string;
    readonly type?: string;
    readonly packageVersion?: string;
}

/** A file. The engine leaves the hash only where the content was seen before. */
export interface Asset {
    readonly [kind]: "asset";
    readonly hash?: string;
    readonly text?: string;
    readonly path?: string;
    readonly uri?: string;
}

/** Files with names, or a packed file of them. */
export interface Archive {
    readonly [kind]: "archive";
    readonly hash?: string;
    readonly assets?: Readonly<Record<string, Asset | Archive>>;
    readonly path?: string;
    readonly uri?: string;
}

export type Tagged = Unknown | Secret | Output | ResourceReference | Asset | Archive;

export interface ObjectValue {
    readonly [kind]?: undefined;
    readonly [property: string]: Value;
}

/** Everything a property can hold on its way between the engine and the provider. */
export type Value = null | boolean | number | string | readonly Value[] | ObjectValue | Tagged;

export const unknown = (type: UnknownType = "string"): Unknown => ({ [kind]: "unknown", type });

export const secret = (value: Value): Secret => ({ [kind]: "secret", value });

export function isTagged(value: unknown): value is Tagged {
    return typeof value === "object" && value !== null && kind in value && value[kind] !== undefined;
}

/** An object whose properties are the user's, as against an array or one of the tagged values. */
export function isObject(value: Value | undefined): value is ObjectValue {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isTagged(value);
}

export function isSecret(value: Value): value is Secret {
    return isTagged(value) && value[kind] === "secret";
}

export function isUnknown(value: Value | undefined): value is Unknown {
    return isTagged(value) && value[kind] === "unknown";
}

// `Array.isArray` does not narrow a readonly array out of a union.
export function isList(value: Value | undefined): value is readonly Value[] {
    return Array.isArray(value);
}

/** The object without the properties that are `undefined`. */
export function defined<Item>(object: Readonly<Record<string, Item | undefined>>): Record<string, Item> {
    return Object.fromEntries(
        Object.entries(object).filter((entry): entry is [string, Item] => entry[1] !== undefined),
    );
}

/** The object with every property replaced, safe for names such as `__proto__`. */
export function mapObject<From, To>(
    object: Readonly<Record<string, From>>,
    change: (value: From, key: string) => To,
): Record<string, To> {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}
