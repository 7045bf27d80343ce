import type { z } from "zod";
import { mark } from "../codec/mark";
import type { Plain } from "../codec/reveal";
import { defined, isObject, isSecret, mapObject, secret, type Value } from "../codec/value";
import { layersOf } from "./layers";

/** Fills in the defaults of a value that cannot be parsed, because parts of it are not known yet. */
export function fillDefaults(schema: z.core.$ZodType, value: Value | undefined): Value | undefined {
    const { core, defaultValue } = layersOf(schema);
    if (value === undefined) return mark(defaultValue as Plain);
    if (isSecret(value)) return secret(fillDefaults(core, value.value) ?? null);
    const { def } = core._zod;
    if (def.type === "object" && isObject(value)) {
        const filled = mapObject(def.shape, (property, key) => fillDefaults(property, value[key]));
        return { ...value, ...defined(filled) };
    }
    if (def.type === "record" && isObject(value)) {
        return defined(mapObject(value, (item) => fillDefaults(def.valueType, item)));
    }
    if (def.type === "array" && Array.isArray(value)) {
        return value.map((item: Value) => fillDefaults(def.element, item) ?? item);
    }
    return value;
}
