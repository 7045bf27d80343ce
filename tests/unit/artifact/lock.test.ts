import { describe, expect, test } from "@jest/globals";
import { readdir } from "node:fs/promises";
import { ifUnlocked, withLock } from "../../../provider/artifact/lock";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();

describe("a lock within one process", () => {
    test("lets one action run at a time, in the order they asked", async () => {
        const events: string[] = [];
        const run = (name: string): Promise<void> =>
            withLock(layout(), "build", {}, async () => {
                events.push(`${name} in`);
                await new Promise(setImmediate);
                events.push(`${name} out`);
            });
        await Promise.all(["a", "b", "c"].map(run));
        expect(events).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
    });

    test("does not hold up another lock", async () => {
        await withLock(layout(), "one", {}, () => withLock(layout(), "two", {}, () => Promise.resolve()));
    });

    test("answers what the action answers, and is free again after it", async () => {
        expect(await withLock(layout(), "build", {}, () => Promise.resolve(42))).toBe(42);
        expect(await readdir(layout().locks)).toEqual([]);
    });

    test("is free again after an action that failed", async () => {
        const failing = withLock(layout(), "build", {}, () => Promise.reject(new Error("no such tool")));
        await expect(failing).rejects.toThrow("no such tool");
        expect(await readdir(layout().locks)).toEqual([]);
        expect(await withLock(layout(), "build", {}, () => Promise.resolve("next"))).toBe("next");
    });

    test("is left by a waiter that is cancelled, and goes on to the next one", async () => {
        const cancel = new AbortController();
        let cancelled: Promise<unknown> = Promise.resolve();
        let third: Promise<string> = Promise.resolve("");
        await withLock(layout(), "build", {}, async () => {
            cancelled = withLock(layout(), "build", { signal: cancel.signal }, () => Promise.resolve("ran"));
            third = withLock(layout(), "build", {}, () => Promise.resolve("third"));
            cancel.abort(new Error("enough"));
            await expect(cancelled).rejects.toThrow("enough");
        });
        expect(await third).toBe("third");
    });

    test("says who is waited for", async () => {
        let waitedFor: unknown;
        await withLock(layout(), "build", {}, async () => {
            const onWait = (holder: unknown): void => {
                waitedFor = holder;
            };
            void withLock(layout(), "build", { onWait }, () => Promise.resolve());
            await Promise.resolve();
        });
        expect(waitedFor).toEqual({ pid: process.pid });
    });

    test("can be taken only if it is free", async () => {
        await withLock(layout(), "build", {}, async () => {
            expect(await ifUnlocked(layout(), "build", () => Promise.reject(new Error("ran")))).toBe(false);
        });
        expect(await ifUnlocked(layout(), "build", () => Promise.resolve())).toBe(true);
    });
});
