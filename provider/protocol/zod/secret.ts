import type { z } from "zod";
import type { Path } from "../path";
import { layersOf } from "./layers";

/** Where values of the schema are secret by its own word. `*` stands for any index or key. */
export function secretPatterns(schema: z.core.$ZodType, at: Path = []): Path[] {
    const { core, pulumi } = layersOf(schema);
    if (pulumi.secret) return [at];
    const { def } = core._zod;
    switch (def.type) {
        case "object":
            return Object.entries(def.shape).flatMap(([key, property]) =>
                secretPatterns(property, [...at, key]),
            );
        case "array":
            return secretPatterns(def.element, [...at, "*"]);
        case "record":
            return secretPatterns(def.valueType, [...at, "*"]);
        case "union":
            return def.options.flatMap((option) => secretPatterns(option, at));
        default:
            return [];
    }
}
