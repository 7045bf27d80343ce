import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { createThrottle } from "../../../../provider/protocol/engine/throttle";

beforeEach(() => {
    jest.useFakeTimers();
});
afterEach(() => {
    jest.useRealTimers();
});

test("the first line is shown at once, and of those that follow fast only the newest, in its time", () => {
    const shown: string[] = [];
    const throttle = createThrottle(100, (line) => shown.push(line));
    for (const line of ["one", "two", "three"]) throttle.push(line);
    expect(shown).toEqual(["one"]);
    jest.advanceTimersByTime(100);
    expect(shown).toEqual(["one", "three"]);
    jest.advanceTimersByTime(1000);
    throttle.push("four");
    expect(shown).toEqual(["one", "three", "four"]);
});

test("the last line is never lost, and nothing follows the end", () => {
    const shown: string[] = [];
    const throttle = createThrottle(100, (line) => shown.push(line));
    for (const line of ["one", "last"]) throttle.push(line);
    throttle.end();
    jest.advanceTimersByTime(1000);
    expect(shown).toEqual(["one", "last"]);
});

test("a line that comes after the end is not shown, even when none was shown before", () => {
    const shown: string[] = [];
    const throttle = createThrottle(100, (line) => shown.push(line));
    throttle.end();
    throttle.push("late");
    jest.advanceTimersByTime(1000);
    expect(shown).toEqual([]);
});
