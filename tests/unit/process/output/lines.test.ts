import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readLines } from "../../../../provider/process/output/lines";

function read(chunks: readonly (string | Buffer)[], redact = (text: string): string => text) {
    const lines: string[] = [];
    const overwritten: string[] = [];
    const reader = readLines(
        { line: (text) => lines.push(text), overwritten: (text) => overwritten.push(text) },
        redact,
    );
    for (const chunk of chunks) reader.write(Buffer.from(chunk));
    reader.end();
    return { lines, overwritten };
}

describe("lines", () => {
    test("are the same however the pipe cuts them", () => {
        const text = fc.string({ unit: fc.constantFrom("a", "é", "🙂", "\n", "\r", " ", "\u001b[1m") });
        fc.assert(
            fc.property(text, fc.integer({ min: 1, max: 5 }), (whole, size) => {
                const bytes = Buffer.from(whole);
                const chunks = [];
                for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
                expect(read(chunks)).toEqual(read([bytes]));
            }),
        );
    });

    test("are those of the text when nothing is special in it", () => {
        const word = fc.stringMatching(/^[a-z]{0,8}$/);
        fc.assert(
            fc.property(fc.array(word), (words) => {
                expect(read([words.map((each) => `${each}\n`).join("")]).lines).toEqual(words);
            }),
        );
    });

    test("end in the text's last one even without a line end", () => {
        expect(read(["one\ntwo"]).lines).toEqual(["one", "two"]);
    });

    test("of other systems end at both of their signs", () => {
        expect(read(["one\r\ntwo\r", "\nthree"]).lines).toEqual(["one", "two", "three"]);
    });

    test("that a tool writes over are what is seen in the end", () => {
        const { lines, overwritten } = read(["1%\r2%", "\r\r3%\nnext"]);
        expect(lines).toEqual(["3%", "next"]);
        expect(overwritten).toEqual(["1%", "2%"]);
    });

    test("lose their escape sequences, bells and trailing spaces, and keep their tabs", () => {
        expect(read(["\u001b[1;31mred\u001b[0m\u0007\tend  \n\u001b]0;title\u0007x"]).lines).toEqual([
            "red\tend",
            "x",
        ]);
    });

    test("that never end are cut, and a secret across the cut is not shown by half", () => {
        const secret = "s".repeat(100);
        const line = "x".repeat(16 * 1024 - 50) + secret + "y".repeat(1000);
        const { lines } = read([line], (text) => text.replaceAll(secret, "[secret]"));
        expect(lines[0]).toMatch(/^x+\[secret\]y* \[…\]$/);
    });

    test.each([
        ["a secret longer than what is shown", "x".repeat(16 * 1024 - 50), "q".repeat(40_000)],
        ["many secrets, which make it shorter,", "quite secret, ".repeat(3_000), "quite secret"],
        ["many colours, which are not shown,", "\u001b[1mx".repeat(4_914), "quite secret"],
        ["colours to the end of what is read", "\u001b[31m".repeat(209_713), "quite secret"],
    ])("that never end show no part of a secret, with %s either", (_, before, secret) => {
        for (const shift of [0, 5, 9]) {
            const line = `${" ".repeat(shift)}${before}${secret.repeat(Math.ceil(50_000 / secret.length))}`;
            const { lines } = read([line], (text) => text.replaceAll(secret, "[secret]"));
            expect([...(lines[0] ?? "").matchAll(/q.*/g)].map(([found]) => found.slice(0, 20))).toEqual([]);
        }
    });
});
