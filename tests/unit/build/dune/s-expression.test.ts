import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { executablesIn } from "../../../../provider/build/dune/executables";
import { parseSExpressions, type SExpression } from "../../../../provider/build/dune/s-expression";

const { tree } = fc.letrec<{ tree: SExpression }>((tie) => ({
    tree: fc.oneof(
        { maxDepth: 4 },
        fc.stringMatching(/^[a-z.\\/"() ;é]{0,6}$/),
        fc.array(tie("tree"), { maxLength: 4 }),
    ),
}));

function print(expression: SExpression): string {
    if (typeof expression === "string") return `"${expression.replace(/["\\]/g, "\\$&")}"`;
    return `(${expression.map(print).join(" ")})`;
}

test("whatever is written as s-expressions is read as it was", () => {
    fc.assert(
        fc.property(fc.array(tree), (expressions) => {
            expect(parseSExpressions(expressions.map(print).join("\n"))).toEqual(expressions);
        }),
    );
});

test("a file that is no dune file has no executables, and is no error", () => {
    const noise = fc.string({
        unit: fc.constantFrom("(", ")", '"', ";", "\n", "\\", "executable", "name", " "),
    });
    fc.assert(
        fc.property(noise, (text) => {
            expect(executablesIn(text).every((name) => typeof name === "string")).toBe(true);
        }),
        { numRuns: 1000 },
    );
});

test("executables are found, and neither tests nor comments", () => {
    const text = `
        ; (executable (name commented))
        (executable (public_name tool) (name main) (libraries unix))
        (executables (names one two))
        (test (name check))
        (rule (action (write-file "x" "(executable (name quoted))")))
    `;
    expect(executablesIn(text)).toEqual(["main", "one", "two"]);
});
