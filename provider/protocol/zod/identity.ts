import { z } from "zod";

export interface Identity {
    /** `host:Probe` of `.meta({ id: "host:Probe" })`. */
    readonly id: string;
    readonly description?: string;
}

/** The name that a schema, or the one it was made of by `.describe()` and its like, was given. */
export function identityOf(schema: z.core.$ZodType, described?: string): Identity | undefined {
    const meta = z.globalRegistry.get(schema);
    // What is said of the type itself, or next to it, and not of a property that has the type.
    const { parent } = schema._zod;
    if (meta?.id !== undefined) return { id: meta.id, description: meta.description ?? described };
    return parent && identityOf(parent, meta?.description ?? described);
}
