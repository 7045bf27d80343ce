import type { z } from "zod";
import { layersOf } from "../zod/layers";
import { oneOf, show } from "./wording";

const typeNames: Readonly<Record<string, string>> = {
    string: "a string",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    record: "an object",
};

/** What a value of the schema is, as a message says it: `a whole number`, `an object with "http"`. */
export function typeNameOf(schema: z.core.$ZodType): string {
    const { def } = layersOf(schema).core._zod;
    switch (def.type) {
        case "enum":
            return oneOf(Object.values(def.entries).map(show));
        case "literal":
            return oneOf(def.values.map(show));
        case "number":
            return "format" in def ? "a whole number" : "a number";
        case "array":
            return "a list";
        case "object":
            return objectName(def.shape);
        case "union":
            return oneOf(def.options.map(typeNameOf));
        default:
            return typeName(def.type);
    }
}

/** A type of zod's by its own name. */
export function typeName(type: string): string {
    return typeNames[type] ?? type;
}

function objectName(shape: z.core.$ZodShape): string {
    const required = Object.keys(shape).filter((key) => shape[key] && !layersOf(shape[key]).optional);
    return required.length > 0 ? `an object with ${required.map(show).join(", ")}` : "an object";
}
