import type { z } from "zod";
import type { Path } from "../path";
import { layersOf } from "./layers";

/** Schemas do not change, and every call asks. */
const known = new WeakMap<z.core.$ZodType, readonly Path[]>();

/** Where values of the schema are secret by its own word. `*` stands for any index or key. */
export function secretPatterns(schema: z.core.$ZodType): readonly Path[] {
    const patterns = known.get(schema) ?? findPatterns(schema);
    known.set(schema, patterns);
    return patterns;
}

function findPatterns(schema: z.core.$ZodType): Path[] {
    const { core, pulumi } = layersOf(schema);
    if (pulumi.secret) return [[]];
    const { def } = core._zod;
    switch (def.type) {
        case "object":
            return Object.entries(def.shape).flatMap(([key, property]) => below(key, property));
        case "array":
            return below("*", def.element);
        case "record":
            return below("*", def.valueType);
        case "union":
            return def.options.flatMap((option) => secretPatterns(option));
        default:
            return [];
    }
}

function below(key: string, schema: z.core.$ZodType): Path[] {
    return secretPatterns(schema).map((path) => [key, ...path]);
}
