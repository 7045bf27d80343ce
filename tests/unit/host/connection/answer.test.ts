import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { beginning, readAnswer, type AnswerListener } from "../../../../provider/host/connection/answer";

/** Reads a text that comes in pieces. */
function read(
    text: string,
    { cuts = [], longest, ...listener }: AnswerListener & { cuts?: number[]; longest?: number } = {},
) {
    const answer = readAnswer(listener, longest);
    const bytes = Buffer.from(text);
    const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
    ends.forEach((end, index) => {
        answer.add(bytes.subarray(ends[index - 1] ?? 0, end));
    });
    answer.end();
    return answer;
}

const begun = (text: string): string => `${beginning}\n${text}`;

describe("an answer", () => {
    test("is what a script prints, however it comes", () => {
        const text = fc.string({ unit: fc.constantFrom("a", "é", "🙂", "\n", "\r", " ") });
        fc.assert(
            fc.property(text, fc.array(fc.nat()), (printed, cuts) => {
                expect(read(begun(printed), { cuts }).text()).toBe(printed);
            }),
        );
    });

    test("is without what was printed before the script began", () => {
        expect(read(`Welcome!\n\n${begun("answer\n")}`).text()).toBe("answer\n");
        const answer = read("Welcome!\nthis is not sh");
        expect([answer.hasBegun(), answer.text()]).toEqual([false, ""]);
    });

    test("asks for the file by a line that is not part of it", () => {
        let asked = 0;
        const onSend = (): void => void (asked += 1);
        expect(read(begun("a\nsend\nb send\n"), { onSend }).text()).toBe("a\nb send\n");
        expect(asked).toBe(1);
        expect(read(begun("a\nsend\n")).text()).toBe("a\nsend\n");
    });

    test("is given line by line", () => {
        const lines: string[] = [];
        read(`noise\n${begun("a\n\nb")}`, { onLine: (line) => lines.push(line) });
        expect(lines).toEqual(["a", "", "b"]);
    });

    test("may be too long, by many lines or by one", () => {
        expect(read(begun("abc\n"), { longest: 4 }).isTooLong()).toBe(false);
        for (const text of ["abc\nd\n", "abcde", "abcdefghij"]) {
            const answer = read(begun(text), {
                longest: 4,
                cuts: [beginning.length + 3, beginning.length + 8],
            });
            expect([text, answer.isTooLong()]).toEqual([text, true]);
        }
    });
});
