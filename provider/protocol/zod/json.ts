import type { z } from "zod";
import { layersOf } from "./layers";

/** Whether a schema is `z.json()`: a lazy choice of everything in JSON, its own lists among it. */
export function isJson(schema: z.core.$ZodType): boolean {
    const { core } = layersOf(schema);
    if (core._zod.def.type !== "lazy") return false;
    const inner = layersOf(core._zod.def.getter()).core;
    return (
        inner._zod.def.type === "union" &&
        inner._zod.def.options.some((option) => {
            const { def } = layersOf(option).core._zod;
            return def.type === "array" && def.element === core;
        })
    );
}
