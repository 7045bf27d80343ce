import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { list, quoted } from "../../../../../../provider/host/remote/managers/xl/quote";

/** As xl reads a string: a backslash takes a quote or a backslash as it is, and letters as C does. */
function read(source: string): { readonly text: string; readonly rest: string } {
    const [string = "", inside = ""] = /^"((?:[^"\\\n]|\\.)*)"/.exec(source) ?? [];
    if (string === "") throw new Error(`${source} is no string to xl`);
    const text = inside.replace(/\\(.)/g, (_, escape: string) => {
        if (escape === "n") return "\n";
        if (/["'\\]/.test(escape)) return escape;
        throw new Error(`xl does not know \\${escape}`);
    });
    return { text, rest: source.slice(string.length) };
}

const nasty = fc.string({
    unit: fc.constantFrom(
        "\\",
        '"',
        "'",
        "\n",
        "\r",
        "\t",
        "\0",
        "\x7f",
        "#",
        "=",
        ",",
        "]",
        "a",
        " ",
        "é",
        "🦀",
    ),
});
const text = fc.oneof(nasty, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));

test("xl reads any string as what was meant", () => {
    fc.assert(
        fc.property(text, (meant) => {
            expect(read(quoted(meant))).toEqual({ text: meant, rest: "" });
        }),
    );
});

test("xl reads a list as what was meant", () => {
    fc.assert(
        fc.property(fc.array(text, { minLength: 1 }), (meant) => {
            const found: string[] = [];
            let rest = list(meant).replace(/^\[ /, "");
            for (;;) {
                const next = read(rest);
                found.push(next.text);
                if (next.rest === " ]") break;
                expect(next.rest.slice(0, 2)).toBe(", ");
                rest = next.rest.slice(2);
            }
            expect(found).toEqual(meant);
        }),
    );
});

test("a string is one line, in which plain text is as it was", () => {
    expect(quoted("/images/sha256-0a")).toBe('"/images/sha256-0a"');
    expect(quoted('say "hi"\n\\o/')).toBe(String.raw`"say \"hi\"\n\\o/"`);
});
