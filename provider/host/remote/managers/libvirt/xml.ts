import { withEntities } from "../../../../protocol/codec/entities";

export interface Element {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly content: readonly Element[] | string;
}

export function element(
    name: string,
    attributes: Readonly<Record<string, string>> = {},
    content: readonly Element[] | string = [],
): Element {
    return { name, attributes, content };
}

/** An element a line, or more with others within, as deep as they are. */
export function xmlText({ name, attributes, content }: Element, indent = ""): string {
    const start = [
        name,
        ...Object.entries(attributes).map(([key, value]) => `${key}="${withEntities(value)}"`),
    ].join(" ");
    if (content.length === 0) return `${indent}<${start}/>\n`;
    if (typeof content === "string") return `${indent}<${start}>${withEntities(content)}</${name}>\n`;
    const within = content.map((each) => xmlText(each, `${indent}  `)).join("");
    return `${indent}<${start}>\n${within}${indent}</${name}>\n`;
}
