import { expect, test } from "@jest/globals";
import { repeatedly, untilNextAttempt } from "../../../provider/process/repeatedly";

const backoff = { backoffMs: 100, longestBackoffMs: 10_000 };
const soon = { backoffMs: 0, longestBackoffMs: 0 };
const { signal } = new AbortController();

/** Fails so often, then succeeds. */
const failing = (times: number) => (failures: number) =>
    failures < times ? Promise.reject(new Error(`failure ${failures + 1}`)) : Promise.resolve("done");

const giveUpAfter =
    (most: number) =>
    (error: unknown, failures: number): void => {
        if (failures >= most) throw error;
    };

test("pauses between attempts are anywhere up to a bound, which doubles up to a limit", () => {
    expect([1, 2, 3, 20, 2000].map((failures) => untilNextAttempt(backoff, failures, 1))).toEqual([
        100, 200, 400, 10_000, 10_000,
    ]);
    expect(untilNextAttempt(backoff, 5, 0)).toBe(0);
});

test("what fails now and then is done in the end, and what fails too often is told", async () => {
    await expect(repeatedly({ backoff: soon, signal, judge: giveUpAfter(4) }, failing(3))).resolves.toBe(
        "done",
    );
    await expect(repeatedly({ backoff: soon, signal, judge: giveUpAfter(4) }, failing(4))).rejects.toThrow(
        "failure 4",
    );
});

test("Ctrl-C ends an attempt, and the pause before the next one, without a judgement", async () => {
    const [during, between] = [new AbortController(), new AbortController()];
    const judge = (): void => {
        between.abort(new Error("between"));
    };
    const interrupted = repeatedly({ backoff: soon, signal: during.signal, judge }, () => {
        during.abort(new Error("during"));
        return Promise.reject(new Error("cut off"));
    });
    await expect(interrupted).rejects.toThrow("during");
    expect(between.signal.aborted).toBe(false);
    const patient = { backoffMs: 1e6, longestBackoffMs: 1e6 };
    const waiting = repeatedly({ backoff: patient, signal: between.signal, judge }, failing(1));
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});
