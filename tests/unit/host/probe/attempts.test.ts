import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { untilPassed } from "../../../../provider/host/probe/attempts";

const schedule = { intervalMs: 1, timeoutMs: 60_000, deadlineMs: 60_000 };
const forever = new AbortController().signal;

async function hang(signal: AbortSignal): Promise<void> {
    if (!signal.aborted) await once(signal, "abort");
    throw new Error("it was given up");
}

test("attempts are made until one passes", async () => {
    let attempts = 0;
    const attempt = (): Promise<void> => {
        attempts += 1;
        return attempts < 5 ? Promise.reject(new Error("refused")) : Promise.resolve();
    };
    expect(await untilPassed(attempt, schedule, forever)).toMatchObject({ passed: true });
    expect(attempts).toBe(5);
});

test("one that hangs is not in the way of the next, and is given up when that passes", async () => {
    let given = 0;
    let attempts = 0;
    const attempt = async (signal: AbortSignal): Promise<void> => {
        attempts += 1;
        if (attempts < 3) await hang(signal).catch(() => (given += 1));
    };
    expect(await untilPassed(attempt, schedule, forever)).toMatchObject({ passed: true });
    expect(given).toBe(2);
});

test("no more than eight are under way at once", async () => {
    let attempts = 0;
    const stop = new AbortController();
    const attempt = (signal: AbortSignal): Promise<void> => {
        attempts += 1;
        if (attempts === 8)
            setTimeout(() => {
                stop.abort();
            }, 50);
        return hang(signal);
    };
    await untilPassed(attempt, schedule, stop.signal);
    expect(attempts).toBe(8);
});

test("each has its time, and what the last one met is told in the end", async () => {
    const stop = new AbortController();
    let attempts = 0;
    const attempt = async (signal: AbortSignal): Promise<void> => {
        attempts += 1;
        if (attempts === 20) stop.abort();
        await hang(signal);
    };
    expect(await untilPassed(attempt, { ...schedule, timeoutMs: 1 }, stop.signal)).toEqual({
        passed: false,
        lastProblem: "it was given up",
    });
});

test("nothing is tried when there is no time", async () => {
    const attempt = (): Promise<void> => Promise.reject(new Error("this is not to be tried"));
    expect(await untilPassed(attempt, schedule, AbortSignal.abort())).toEqual({ passed: false });
});
