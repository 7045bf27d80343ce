/** `"a", "b" or "c"` */
export function oneOf(items: readonly string[]): string {
    const last = items.at(-1) ?? "nothing";
    return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} or ${last}`;
}

/** `1 item`, `3 items` */
export function count(number: number | bigint, noun: string): string {
    return `${number} ${noun}${Number(number) === 1 ? "" : "s"}`;
}

const longestExcerpt = 80;

/** A value as a message shows it, not longer than a glance. */
export function show(value: unknown): string {
    if (Array.isArray(value)) return "a list";
    if (typeof value === "object" && value !== null) return "an object";
    // JSON has no word for those that are not finite.
    if (typeof value === "number") return String(value);
    const text = value === undefined ? "nothing" : JSON.stringify(value);
    return text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text;
}
