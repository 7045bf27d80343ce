import type { z } from "zod";

/** The properties of an object schema, which zod itself leaves untyped. */
export function shapeOf(schema: z.ZodObject): Readonly<Record<string, z.core.$ZodType>> {
    return schema.shape;
}
