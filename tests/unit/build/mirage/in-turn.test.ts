import { describe, expect, it } from "@jest/globals";
import { inTurn } from "../../../../provider/build/mirage/in-turn";

const live = new AbortController().signal;

describe("what may not happen twice at once in an opam switch", () => {
    it("happens one after the other, in the order it was asked for", async () => {
        const order: string[] = [];
        const action = (name: string) => async (): Promise<void> => {
            order.push(`${name} begins`);
            await new Promise(setImmediate);
            order.push(`${name} ends`);
        };
        await Promise.all([inTurn("s", live, action("a")), inTurn("s", live, action("b"))]);
        expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
    });

    it("does not wait for another switch", async () => {
        const never = inTurn("one", live, async () => new Promise<void>(() => undefined));
        await expect(inTurn("two", live, async () => Promise.resolve("done"))).resolves.toBe("done");
        void never;
    });

    it("goes on after a failure, which only its own caller hears of", async () => {
        const failing = inTurn("s", live, async () => Promise.reject(new Error("broken")));
        const next = inTurn("s", live, async () => Promise.resolve("done"));
        await expect(failing).rejects.toThrow("broken");
        await expect(next).resolves.toBe("done");
    });

    it("is given up at once by a build that is cancelled while it waits, and never done", async () => {
        let release: () => void = () => undefined;
        const first = inTurn("s", live, async () => new Promise<void>((resolve) => (release = resolve)));
        const abort = new AbortController();
        let done = false;
        const second = inTurn("s", abort.signal, async () => {
            done = true;
            return Promise.resolve();
        });
        abort.abort();
        await expect(second).rejects.toThrow("aborted");
        release();
        await first;
        await inTurn("s", live, async () => Promise.resolve());
        expect(done).toBe(false);
    });
});
