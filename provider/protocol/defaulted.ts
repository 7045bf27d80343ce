import { plainly } from "./codec/reveal";
import type { ObjectValue } from "./codec/value";

/** Where Pulumi's other providers keep it too. The engine shows nobody what begins with `__`. */
const key = "__defaults";

/** Inputs and what the engine keeps beside them, parted. */
export interface Parted {
    /** As a resource sees them. */
    readonly inputs: ObjectValue;
    /** The names of those that the program left to Check. */
    readonly defaulted: ReadonlySet<string>;
}

/** Inputs as the engine keeps them, with a note of those that Check chose. */
export function withDefaulted(inputs: ObjectValue, defaulted: Iterable<string>): ObjectValue {
    const names = [...defaulted].sort();
    return names.length > 0 ? { ...inputs, [key]: names } : inputs;
}

export function partDefaulted({ [key]: noted, ...inputs }: ObjectValue): Parted {
    const { names } = plainly(noted === undefined ? {} : { names: noted });
    return { inputs, defaulted: new Set(Array.isArray(names) ? names.map(String) : []) };
}
