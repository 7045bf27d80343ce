import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { defaultPace } from "../../../../provider/aws/client/pace";
import { blockSize } from "../../../../provider/aws/snapshot/blocks";
import {
    afterBlock,
    afterFailure,
    limitMs,
    most,
    openWindow,
} from "../../../../provider/aws/snapshot/window";

interface Link {
    readonly mbits: number;
    readonly latencyMs: number;
    readonly blocks: number;
}

interface OnItsWay {
    readonly begunAt: number;
    readonly until: number;
    readonly failures: number;
    left: number;
    answeredAt: number;
}

/** Sends blocks over a link that all of them share alike, each anew when its time is over. */
function upload({ mbits, latencyMs, blocks }: Link) {
    const bytesPerMs = (mbits * 1e6) / 8 / 1000;
    const waiting: number[] = Array.from({ length: blocks }, () => 0);
    let [window, now, sent, worst, widest] = [openWindow, 0, 0, 0, 0];
    let active: OnItsWay[] = [];
    while (waiting.length + active.length > 0) {
        while (active.length < window.size && waiting.length > 0) {
            const until = now + limitMs(window, defaultPace);
            const failures = waiting.shift() ?? 0;
            active.push({ begunAt: now, until, failures, left: blockSize, answeredAt: Infinity });
        }
        widest = Math.max(widest, active.length);
        const sending = active.filter(({ left }) => left > 0);
        const share = bytesPerMs / Math.max(1, sending.length);
        const ends = sending.map(({ left }) => now + left / share);
        const next = Math.min(...ends, ...active.flatMap(({ answeredAt, until }) => [answeredAt, until]));
        for (const one of sending) {
            const brought = Math.min(one.left, share * (next - now));
            one.left = one.left - brought < 1e-3 ? 0 : one.left - brought;
            sent += brought;
            if (one.left === 0) one.answeredAt = next + latencyMs;
        }
        now = next;
        active = active.filter(({ begunAt, answeredAt, until, failures }) => {
            if (answeredAt <= now) window = afterBlock(window, { begunAt, endedAt: now }, defaultPace);
            else if (until <= now) {
                window = afterFailure(window, { begunAt, endedAt: now });
                worst = Math.max(worst, waiting.push(failures + 1) && failures + 1);
            } else return true;
            return false;
        });
    }
    const idealMs = (blocks * blockSize) / bytesPerMs;
    return { ms: now, idealMs, wasted: sent / (blocks * blockSize) - 1, worst, widest };
}

test.each([2, 5, 10, 20, 100])(
    "a disk goes to three regions over a line of %i Mbit/s in the time that its bytes take, none of them sent twice",
    (mbits) => {
        const { ms, idealMs, wasted, worst } = upload({ mbits, latencyMs: 30, blocks: 120 });
        expect(worst).toBe(0);
        expect(wasted).toBeLessThan(0.001);
        expect(ms).toBeLessThan(1.02 * idealMs + 200);
    },
);

test("an upload comes to its end over any line that brings one block in time", () => {
    const link = fc.record({
        mbits: fc.double({ min: 0.25, max: 10_000, noNaN: true }),
        latencyMs: fc.integer({ min: 1, max: 600 }),
        blocks: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
        fc.property(link, (given) => {
            const { worst, widest } = upload(given);
            expect(worst).toBeLessThan(defaultPace.attempts - 3);
            expect(widest).toBeLessThanOrEqual(most);
        }),
        { numRuns: 100 },
    );
});

test("a fast line is full after one round trip", () => {
    const { ms, widest } = upload({ mbits: 10_000, latencyMs: 30, blocks: 34 });
    expect(widest).toBeGreaterThanOrEqual(18);
    expect(ms).toBeLessThan(2 * 30 + 20);
});

test("blocks that fail together make room less once, and one that hangs on a fast line is given up soon", () => {
    const failed = { begunAt: 10, endedAt: 20 };
    const once = afterFailure(openWindow, failed);
    expect(once.size).toBe(openWindow.size / 2);
    expect(afterFailure(once, failed)).toEqual(once);
    const fast = afterBlock(openWindow, { begunAt: 0, endedAt: 300 }, defaultPace);
    expect(limitMs(fast, defaultPace)).toBe(defaultPace.attemptMs);
});
