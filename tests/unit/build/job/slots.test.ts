import { describe, expect, test } from "@jest/globals";
import { withSlot } from "../../../../provider/build/job/slots";

const { signal } = new AbortController();

/** An action that runs until it is told to end. */
function gated(): {
    readonly begun: Promise<void>;
    readonly end: () => void;
    readonly run: () => Promise<void>;
} {
    let begin = (): void => undefined;
    let end = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const ended = new Promise<void>((resolve) => (end = resolve));
    return {
        ...{ begun, end },
        run: () => {
            begin();
            return ended;
        },
    };
}

describe("slots", () => {
    test("are all used, and the next build waits until one is free", async () => {
        const builds = [gated(), gated(), gated()] as const;
        const waits: string[] = [];
        const running = builds.map(({ run }, index) =>
            withSlot({ limit: 2, signal, onWait: () => waits.push(`build ${index}`) }, run),
        );
        await Promise.all([builds[0].begun, builds[1].begun]);
        expect(waits).toEqual(["build 2"]);
        builds[1].end();
        await builds[2].begun;
        builds[0].end();
        builds[2].end();
        await Promise.all(running);
    });

    test("are given back by a build that fails", async () => {
        const failing = withSlot({ limit: 1, signal }, () => Promise.reject(new Error("failed")));
        await expect(failing).rejects.toThrow("failed");
        expect(await withSlot({ limit: 1, signal }, () => Promise.resolve("next"))).toBe("next");
    });

    test("are not taken by a waiting build that is cancelled", async () => {
        const first = gated();
        const holding = withSlot({ limit: 1, signal }, first.run);
        const cancel = new AbortController();
        const waiting = withSlot({ limit: 1, signal: cancel.signal }, () => Promise.resolve("never"));
        cancel.abort(new Error("cancelled"));
        await expect(waiting).rejects.toThrow("cancelled");
        first.end();
        await holding;
        expect(await withSlot({ limit: 1, signal }, () => Promise.resolve("next"))).toBe("next");
    });
});
