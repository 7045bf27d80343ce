import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { listsOf, opamFields, tokenize } from "../../../../provider/build/mirage/opam-file";

const fixture = (name: string): string =>
    readFileSync(join(__dirname, "../../../doubles/mirage", name), "utf8");

const field = (text: string, name: string): readonly unknown[] => listsOf(opamFields(text).get(name) ?? []);

describe("opam files", () => {
    it("give the fields of a real lock", () => {
        expect([...opamFields(fixture("universe.opam.locked")).keys()]).toEqual([
            "opam-version",
            "synopsis",
            "maintainer",
            "depends",
            "depexts",
            "pin-depends",
            "x-opam-monorepo-cli-args",
            "x-opam-monorepo-duniverse-dirs",
            "x-opam-monorepo-opam-provided",
            "x-opam-monorepo-root-packages",
            "x-opam-monorepo-version",
        ]);
    });

    it.each([
        ['a: "x"', ["x"]],
        ['a: ["x" "y"]', [["x", "y"]]],
        ['a: [["x" "y"] ["z"]]', [[["x", "y"], ["z"]]]],
        ['a: "say \\"hi\\" \\\\ twice"', ['say "hi" \\ twice']],
        ['a: """it "is"\nlong"""', ['it "is"\nlong']],
        ['# a: "no"\na: "yes" # "no"', ["yes"]],
        ['a: (* "no" *) "yes"', ["yes"]],
        ['a:"x"\nb: "y"', ["x"]],
        ['a: ["x" {= "1.0" & ?vendor}]', [["x", ["1.0"]]]],
    ])("are read: %s", (text, expected) => {
        expect(field(text, "a")).toEqual(expected);
    });

    it("of any bytes at all are read without an error, and quickly", () => {
        const pieces = fc.constantFrom(
            '"',
            '"""',
            "\\",
            "[",
            "]",
            "{",
            "}",
            "#",
            "(*",
            "*)",
            "a:",
            "\n",
            "x",
            " ",
        );
        fc.assert(
            fc.property(fc.array(pieces, { maxLength: 200 }), (parts) => {
                const text = parts.join("");
                listsOf([...opamFields(text).values()].flat());
                expect(tokenize(text).length).toBeLessThanOrEqual(text.length);
            }),
        );
    });

    it("keep every string that is written into them", () => {
        const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
        fc.assert(
            fc.property(fc.array(fc.string()), (strings) => {
                expect(field(`a: [${strings.map(quote).join(" ")}]`, "a")).toEqual([strings]);
            }),
        );
    });
});
