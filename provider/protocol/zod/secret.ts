import type { z } from "zod";
import type { Path } from "../path";
import { layersOf } from "./layers";

/** Whether what lies at the path in values of the schema is secret by its type's own word. */
export function isSecretByType(schema: z.core.$ZodType, path: Path): boolean {
    const { core, pulumi } = layersOf(schema);
    const { def } = core._zod;
    if (path.length === 0 && pulumi.secret) return true;
    // Types of these two kinds are found in the same place.
    if (def.type === "union") return def.options.some((option) => isSecretByType(option, path));
    if (def.type === "lazy") return isSecretByType(def.getter(), path);

    const [step, ...rest] = path;
    // Indices are numbers and names are strings, so that of a list and a map, as JSON has them, only one is followed.
    if (typeof step === "number") return def.type === "array" && isSecretByType(def.element, rest);
    if (step === undefined) return false;
    if (def.type === "record") return isSecretByType(def.valueType, rest);
    const property = def.type === "object" && Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    return property !== undefined && isSecretByType(property, rest);
}
