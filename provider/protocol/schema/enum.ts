import type { EnumSpec } from "./spec";

export function enumSpec(entries: Readonly<Record<string, string | number>>, description: string): EnumSpec {
    const values = Object.values(entries);
    return {
        type: typeof values[0] === "number" ? "number" : "string",
        description,
        enum: values.map((value) => ({ name: enumName(String(value)), value })),
    };
}

/** `unikraft-qemu` → `UnikraftQemu`, a name in every language. */
function enumName(value: string): string {
    const name = value.replace(/(?:^|[^A-Za-z0-9_]+)([A-Za-z0-9_]?)/g, (_, first: string) =>
        first.toUpperCase(),
    );
    return /^\d/.test(name) ? `_${name}` : name;
}
