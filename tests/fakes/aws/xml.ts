export type Xml = string | number | boolean | undefined | readonly Xml[] | { readonly [name: string]: Xml };

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text: string): string =>
    text.replace(/[&<>"]/g, (character) => escapes[character] ?? "");

/** Elements by their names. A list becomes items, as EC2 writes lists. */
export function toXml(value: Xml): string {
    if (value === undefined) return "";
    if (isList(value)) return value.map((item) => `<item>${toXml(item)}</item>`).join("");
    if (typeof value !== "object") return escape(String(value));
    return Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([name, part]) => `<${name}>${toXml(part)}</${name}>`)
        .join("");
}

const isList = (value: Xml): value is readonly Xml[] => Array.isArray(value);
