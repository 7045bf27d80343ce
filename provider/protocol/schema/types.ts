import type { z } from "zod";
import type { Path } from "../path";
import { identityOf } from "../zod/identity";
import { isJson } from "../zod/json";
import { layersOf } from "../zod/layers";
import { enumSpec } from "./enum";
import { objectSpec } from "./object";
import { SchemaProblem } from "./problem";
import type { ComplexTypeSpec, TypeSpec } from "./spec";

/** Where a type is: in which part of the package, and on which side of the provider. */
export interface Place {
    /** The resource, the function or the configuration. */
    readonly owner: string;
    readonly path: Path;
    /** What a user gives must not have properties that nobody looks at. */
    readonly isInput: boolean;
    /** The named types found so far, by token. */
    readonly types: Map<string, ComplexTypeSpec>;
    readonly packageName: string;
}

export function within(place: Place, step: string | number): Place {
    return { ...place, path: [...place.path, step] };
}

/** The type of a schema. Named types within it are added to those of the package. */
export function typeSpec(schema: z.core.$ZodType, place: Place): TypeSpec {
    if (isJson(schema)) return { $ref: "pulumi.json#/Any" };
    const { core } = layersOf(schema);
    const { def } = core._zod;
    switch (def.type) {
        case "string":
        case "template_literal":
            return { type: "string" };
        case "boolean":
            return { type: "boolean" };
        case "number":
            return { type: "format" in def ? "integer" : "number" };
        case "any":
        case "unknown":
            return { $ref: "pulumi.json#/Any" };
        case "literal":
            return literalType(def.values, place);
        case "enum":
            return named(core, place, (description) => enumSpec(def.entries, description));
        case "array":
            return { type: "array", items: typeSpec(def.element, within(place, "items")) };
        case "record":
            return { type: "object", additionalProperties: typeSpec(def.valueType, within(place, "*")) };
        case "object":
            return named(core, place, (description) => objectSpec(def, description, place));
        case "union":
            return unionType(def, place);
        case "lazy":
            return typeSpec(def.getter(), place);
        default:
            throw new SchemaProblem(
                place,
                `Pulumi has no type for \`${def.type}\` of zod; describe it by strings, numbers, lists and objects`,
            );
    }
}

/** A reference to a type with a name, which is added to the package's when it is met first. */
function named(
    schema: z.core.$ZodType,
    place: Place,
    describe: (description: string) => ComplexTypeSpec,
): TypeSpec {
    const { types, packageName } = place;
    const identity = identityOf(schema);
    if (!identity) throw new SchemaProblem(place, `needs a name: .meta({ id: "module:Name" })`);
    const token = `${packageName}:${identity.id}`;
    if (!/^[\w-]+:[\w/]+:[A-Z]\w*$/.test(token)) {
        throw new SchemaProblem(place, `"${identity.id}" is no name of the form "module:Name"`);
    }
    if (!identity.description) throw new SchemaProblem(place, `the type ${identity.id} needs a description`);
    const reference = { $ref: `#/types/${token}` };
    const known = types.get(token);
    if (known === pending) return reference;
    types.set(token, pending);
    const spec = describe(identity.description);
    if (known && JSON.stringify(known) !== JSON.stringify(spec)) {
        throw new SchemaProblem(place, `another type is named "${identity.id}" too`);
    }
    types.set(token, spec);
    return reference;
}

/** Stands for a type whose properties are being looked at: it may be one of them. */
const pending: ComplexTypeSpec = { type: "object", properties: {} };

function literalType(values: readonly unknown[], place: Place): TypeSpec {
    const types = [...new Set(values.map((value) => typeof value))];
    const [type] = types;
    if (types.length === 1 && (type === "string" || type === "number" || type === "boolean")) return { type };
    throw new SchemaProblem(place, "a literal has to be a string, a number or a boolean");
}

function unionType(def: z.core.$ZodUnionDef & { readonly discriminator?: string }, place: Place): TypeSpec {
    const options = def.options.map((option, index) => typeSpec(option, within(place, index)));
    const distinct = [...new Map(options.map((option) => [JSON.stringify(option), option])).values()];
    const [only] = distinct;
    if (only && distinct.length === 1) return only;
    const { discriminator } = def;
    if (discriminator === undefined) return { oneOf: distinct };
    const mapping = def.options.flatMap((option, index) =>
        discriminatorValues(option, discriminator).map((value) => [value, options[index]?.$ref ?? ""]),
    );
    return {
        oneOf: distinct,
        discriminator: {
            propertyName: discriminator,
            mapping: Object.fromEntries(mapping) as Record<string, string>,
        },
    };
}

function discriminatorValues(option: z.core.$ZodType, discriminator: string): string[] {
    const values = option._zod.propValues?.[discriminator] ?? [];
    return [...values].map(String);
}
