import { describe, expect, test } from "@jest/globals";
import { slots } from "../../../../provider/host/connection/slots";

const { signal } = new AbortController();

/** Actions that end when they are told to, and the order in which they began. */
function actions(limit: number) {
    const all = slots(limit);
    const began: string[] = [];
    const ends = new Map<string, () => void>();
    return {
        began,
        lower: () => all.lower(),
        start: (name: string, stop: AbortSignal = signal) =>
            all.use(stop, () => {
                began.push(name);
                return new Promise<void>((resolve) => ends.set(name, resolve));
            }),
        end: (name: string) => ends.get(name)?.(),
    };
}

describe("slots", () => {
    test("are given in the order in which they are asked for", async () => {
        const { began, start, end } = actions(2);
        const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => start(name));
        expect(began).toEqual(["a", "b"]);
        end("b");
        await b;
        expect(began).toEqual(["a", "b", "c"]);
        for (const name of ["a", "c"]) end(name);
        await Promise.all([a, c]);
        end("d");
        await d;
        expect(began).toEqual(["a", "b", "c", "d"]);
    });

    test("are not waited for any more by what is given up", async () => {
        const { began, start, end } = actions(1);
        const controller = new AbortController();
        const a = start("a");
        const b = start("b", controller.signal);
        const c = start("c");
        controller.abort(new Error("enough"));
        await expect(b).rejects.toThrow("enough");
        end("a");
        await a;
        end("c");
        await c;
        expect(began).toEqual(["a", "c"]);
        await expect(start("d", controller.signal)).rejects.toThrow("enough");
    });

    test("become fewer, but never none", async () => {
        const { began, start, end, lower } = actions(3);
        const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => start(name));
        expect(lower()).toBe(true);
        end("a");
        await a;
        expect(began).toEqual(["a", "b", "c"]);
        end("b");
        await b;
        expect(began).toEqual(["a", "b", "c", "d"]);
        end("c");
        await c;
        expect(lower()).toBe(false);
        end("d");
        await d;
        const e = start("e");
        end("e");
        await e;
    });
});
