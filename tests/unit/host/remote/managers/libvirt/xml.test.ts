import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { element, xmlText, type Element } from "../../../../../../provider/host/remote/managers/libvirt/xml";

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** As a parser of XML reads text: no markup in it, and every ampersand begins a reference that it knows. */
function meant(text: string): string {
    expect(text).not.toMatch(/[<>]/);
    return text.replace(/&(?:#(\d+)|(\w*));?/g, (reference, code?: string, name?: string) => {
        const found = code === undefined ? named[name ?? ""] : String.fromCodePoint(Number(code));
        if (found === undefined || !reference.endsWith(";")) throw new Error(`no reference: ${reference}`);
        return found;
    });
}

/** Reads one element, as XML's grammar has it, and what comes behind it. */
function read(source: string): { readonly found: Element; readonly rest: string } {
    const start = /^\s*<([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?)>/.exec(source);
    if (start === null) throw new Error(`no element: ${source}`);
    const [whole, name = "", listed = "", empty] = start;
    const attributes = Object.fromEntries(
        [...listed.matchAll(/ ([\w:]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => {
            // A parser takes these for spaces.
            expect(value).not.toMatch(/[\n\t]/);
            return [key, meant(value)];
        }),
    );
    let rest = source.slice(whole.length);
    if (empty) return { found: element(name, attributes), rest };
    const end = `</${name}>`;
    const [text = ""] = /^[^<]*/.exec(rest) ?? [];
    if (rest.startsWith(end, text.length))
        return {
            found: element(name, attributes, meant(text)),
            rest: rest.slice(text.length + end.length),
        };
    const content: Element[] = [];
    while (!rest.trimStart().startsWith(end)) {
        const next = read(rest);
        content.push(next.found);
        rest = next.rest;
    }
    return { found: element(name, attributes, content), rest: rest.trimStart().slice(end.length) };
}

const text = fc.oneof(
    fc.string({
        unit: fc.constantFrom("&", "<", ">", '"', "'", "\n", "\t", "]]>", "&amp;", "a", " ", "é", "🦀"),
    }),
    fc.string({ unit: "grapheme" }),
);
const name = fc.stringMatching(/^[a-z]+(:[a-z]+)?$/);
const { tree } = fc.letrec<{ tree: Element }>((tie) => ({
    tree: fc.record({
        name,
        attributes: fc.dictionary(name, text, { noNullPrototype: true }),
        content: fc.oneof(
            { maxDepth: 3 },
            text.filter((each) => each !== ""),
            fc.array(tie("tree"), { maxLength: 3 }),
        ),
    }),
}));

test("any document is read as what was meant", () => {
    fc.assert(
        fc.property(tree, (document) => {
            expect(read(xmlText(document)).found).toEqual(document);
        }),
    );
});

test("what lies within is as deep as it is", () => {
    expect(xmlText(element("a", {}, [element("b", { c: '"' }, "d"), element("e")]))).toBe(
        '<a>\n  <b c="&quot;">d</b>\n  <e/>\n</a>\n',
    );
});
