import { createHash } from "node:crypto";

/** JSON in which equal values have equal texts: keys are sorted, and what is undefined is absent. */
export function canonicalJson(value: unknown): string {
    return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sorted(part) : part));
}

export function digestOfValue(value: unknown): string {
    return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
