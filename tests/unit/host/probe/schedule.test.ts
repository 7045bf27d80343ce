import { expect, test } from "@jest/globals";
import { pauseAfter, scheduleOf } from "../../../../provider/host/probe/schedule";

test("a probe is tried each second, for five seconds each, for a minute", () => {
    expect(scheduleOf({})).toEqual({ intervalMs: 1000, timeoutMs: 5000, deadlineMs: 60_000 });
    const given = scheduleOf({ interval: 0.5, timeout: 0.1, deadline: 3 });
    expect(given).toEqual({ intervalMs: 500, timeoutMs: 100, deadlineMs: 3000 });
});

test("the first attempts follow each other fast, the later ones at the interval", () => {
    const pauses = Array.from({ length: 12 }, (_, attempt) => pauseAfter(attempt, { intervalMs: 1000 }));
    expect(pauses.slice(0, 4)).toEqual([20, 30, 45, 67.5]);
    expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
    expect(pauses.at(-1)).toBe(1000);
    expect(pauseAfter(0, { intervalMs: 5 })).toBe(5);
});
