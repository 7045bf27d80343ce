import { describe, expect, test } from "@jest/globals";
import { countsOf, summaryLine, summed } from "../../../tools/commands/counts.mjs";

describe("the closing line", () => {
    test("counts what jest counted", () => {
        const json = JSON.stringify({ numPassedTests: 40, numFailedTests: 2, numRuntimeErrorTestSuites: 0 });
        expect(countsOf(json, 1)).toEqual({ passed: 40, failed: 2 });
    });

    test("counts a test file that could not be loaded as a failure", () => {
        const json = JSON.stringify({ numPassedTests: 40, numFailedTests: 0, numRuntimeErrorTestSuites: 1 });
        expect(countsOf(json, 1)).toEqual({ passed: 40, failed: 1 });
    });

    test("is never green when jest ended with an error, even without a result", () => {
        expect(countsOf("{}", 1)).toEqual({ passed: 0, failed: 1 });
        expect(countsOf(JSON.stringify({ numPassedTests: 3 }), 134)).toEqual({ passed: 3, failed: 1 });
    });

    test("adds lint and type check to the tests", () => {
        const counts = summed([
            { passed: 1, failed: 0 },
            { passed: 0, failed: 1 },
            { passed: 40, failed: 0 },
        ]);
        expect(summaryLine(counts)).toBe("41 passed, 1 failed");
    });
});
