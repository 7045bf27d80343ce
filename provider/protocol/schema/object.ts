import type { z } from "zod";
import { layersOf } from "../zod/layers";
import { SchemaProblem } from "./problem";
import type { ObjectSpec, Properties, PropertySpec } from "./spec";
import { typeSpec, within, type Place } from "./types";

/**
 * The type of an object, whose properties are described one by one. Their defaults are left to the provider: an SDK that
 * knows of one wraps every value that may hold it, given or not, which costs a program of many resources a second.
 */
export function objectSpec(def: z.core.$ZodObjectDef, description: string, place: Place): ObjectSpec {
    if (place.isInput && def.catchall?._zod.def.type !== "never") {
        throw new SchemaProblem(place, "has to be a strictObject, or misspelt properties would go unnoticed");
    }
    return {
        type: "object",
        description,
        properties: withoutDefaults(propertiesOf(def.shape, place)),
        required: requiredOf(def.shape),
    };
}

function withoutDefaults(properties: Properties): Properties {
    return Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, { ...property, default: undefined }]),
    );
}

export function propertiesOf(shape: Readonly<Record<string, z.core.$ZodType>>, place: Place): Properties {
    return Object.fromEntries(
        Object.entries(shape).map(([name, schema]) => [name, propertySpec(schema, within(place, name))]),
    );
}

/** Names of the properties that are there in any case. A default makes them so for whoever reads them. */
export function requiredOf(
    shape: Readonly<Record<string, z.core.$ZodType>>,
    options: { readonly withDefaults?: boolean } = {},
): string[] {
    return Object.entries(shape).flatMap(([name, schema]) => {
        const { optional, defaultValue } = layersOf(schema);
        return !optional || (options.withDefaults && defaultValue !== undefined) ? [name] : [];
    });
}

function propertySpec(schema: z.core.$ZodType, place: Place): PropertySpec {
    const { core, description, defaultValue, pulumi } = layersOf(schema);
    if (!description) throw new SchemaProblem(place, "needs a description: .describe(…)");
    const { def } = core._zod;
    return {
        ...typeSpec(schema, place),
        description,
        const: def.type === "literal" && def.values.length === 1 ? primitive(def.values[0]) : undefined,
        default: primitive(defaultValue),
        defaultInfo: pulumi.environment && { environment: pulumi.environment },
        deprecationMessage: pulumi.deprecationMessage,
        secret: pulumi.secret,
        replaceOnChanges: pulumi.replaceOnChanges,
        willReplaceOnChanges: pulumi.willReplaceOnChanges,
    };
}

function primitive(value: unknown): string | number | boolean | undefined {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? value
        : undefined;
}
