import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { keepRecent } from "../../../../provider/process/output/recent";
import { keepTranscript } from "../../../../provider/process/output/transcript";

test("the latest lines are kept, as many as the limit allows", () => {
    fc.assert(
        fc.property(fc.nat(3000), fc.integer({ min: 1, max: 50 }), (count, limit) => {
            const recent = keepRecent(limit);
            const all = Array.from({ length: count }, (_, index) => String(index));
            for (const line of all) recent.add(line);
            expect(recent.items()).toEqual(all.slice(-limit));
            expect(recent.dropped()).toBe(Math.max(0, count - limit));
        }),
    );
});

test("a transcript that fits is whole", () => {
    const transcript = keepTranscript(100);
    for (const line of ["one", "", "two"]) transcript.add(line);
    expect(transcript.text()).toBe("one\n\ntwo");
});

test("of a long transcript the beginning and the end are kept, and the gap is named", () => {
    const transcript = keepTranscript(8);
    for (let line = 0; line < 20; line++) transcript.add(`l${String(line).padStart(2, "0")}`);
    expect(transcript.text()).toBe("l00\nl01\n[… 16 lines left out …]\nl18\nl19");
});
