import { z } from "zod";

/** What `.meta({ pulumi: … })` may say about a property. */
export interface PulumiMeta {
    /** Kept encrypted, whatever the user says. */
    readonly secret?: boolean;
    /** Environment variables that stand in for a configuration value. */
    readonly environment?: readonly string[];
    readonly replaceOnChanges?: boolean;
    readonly willReplaceOnChanges?: boolean;
    readonly deprecationMessage?: string;
}

/** A schema without what is wrapped around it, and what the wrapping said. */
export interface Layers {
    /** The innermost schema, a type of its own. */
    readonly core: z.core.$ZodTypes;
    readonly optional: boolean;
    readonly defaultValue?: unknown;
    readonly description?: string;
    readonly pulumi: PulumiMeta;
}

/** Takes `.optional()`, `.default()`, `.describe()` and their like off a schema. What is said outside wins. */
export function layersOf(schema: z.core.$ZodType): Layers {
    const { description, pulumi } = metaOf(schema);
    const core = schema as z.core.$ZodTypes;
    const { def } = core._zod;
    switch (def.type) {
        case "optional":
            return { ...around(def.innerType), optional: true };
        case "default":
            return { ...around(def.innerType), optional: true, defaultValue: def.defaultValue };
        case "readonly":
        case "nullable":
            return around(def.innerType);
        default:
            return { core, optional: false, description, pulumi };
    }

    function around(inner: z.core.$ZodType): Layers {
        const layers = layersOf(inner);
        return {
            ...layers,
            description: description ?? layers.description,
            pulumi: { ...layers.pulumi, ...pulumi },
        };
    }
}

function metaOf(schema: z.core.$ZodType): { description?: string; pulumi: PulumiMeta } {
    const meta = z.globalRegistry.get(schema);
    return { description: meta?.description, pulumi: meta?.pulumi ?? {} };
}
