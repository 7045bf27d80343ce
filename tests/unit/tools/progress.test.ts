import { PassThrough } from "node:stream";
import { describe, expect, jest, test } from "@jest/globals";
import { cut, elapsed, startProgress, summary } from "../../../tools/setup/progress.mjs";

test.each([
    [0, "0:00"],
    [59_499, "0:59"],
    [60_000, "1:00"],
    [3_599_000, "59:59"],
])("%i ms read as %s", (ms, expected) => {
    expect(elapsed(ms)).toBe(expected);
});

test("what runs side by side is on one line", () => {
    const tasks = [
        { title: "npm packages", status: "", since: 0 },
        { title: "Pulumi", status: "compiling package 7", since: 0 },
    ];
    expect(summary(tasks)).toBe("npm packages · Pulumi: compiling package 7");
});

test("a live line never wraps", () => {
    expect(cut("npm packages", 80)).toBe("npm packages");
    expect(cut("npm packages", 10)).toHaveLength(9);
});

describe("a set-up that takes long", () => {
    const watch = (isTTY: boolean) => {
        const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
        const text = () => String(stream.read() ?? "");
        return { text, progress: startProgress(stream, Date.now) };
    };

    test("says every quarter of a minute what it does, and for how long, where there is no terminal", () => {
        jest.useFakeTimers();
        const { progress, text } = watch(false);
        const task = progress.begin("Pulumi");
        task.say("compiling package 7");
        jest.advanceTimersByTime(30_000);
        task.done();
        progress.end();
        jest.advanceTimersByTime(60_000);
        expect(text()).toBe(
            "  0:15  Pulumi: compiling package 7\n  0:30  Pulumi: compiling package 7\n✓ Pulumi (0:30)\n",
        );
        jest.useRealTimers();
    });

    test("shows one live line on a terminal, and leaves none behind", () => {
        jest.useFakeTimers();
        const { progress, text } = watch(true);
        const task = progress.begin("Pulumi");
        jest.advanceTimersByTime(1_000);
        expect(text().split("\n")).toHaveLength(1);
        task.failed("no network");
        progress.end();
        expect(text()).toBe("\r\x1b[K✗ Pulumi (0:01)\nno network\n\r\x1b[K");
        jest.useRealTimers();
    });
});
