import { expect, test } from "@jest/globals";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { timeoutSignal } from "../../../provider/process/timeout";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test("a probe's or a tool's time comes to its end, however much memory is tidied meanwhile", async () => {
    const other = new AbortController();
    const waiting = Array.from({ length: 20 }, () =>
        once(AbortSignal.any([other.signal, timeoutSignal(50)]), "abort"),
    );
    const tidying = new AbortController();
    const ended = Promise.all(waiting).then(() => {
        tidying.abort();
    });
    while (!tidying.signal.aborted) {
        collectGarbage();
        await setTimeout(5);
    }
    await ended;
});

test("a signal says that it was a timeout", async () => {
    const signal = timeoutSignal(1);
    await once(signal, "abort");
    expect(signal.reason).toMatchObject({ name: "TimeoutError", message: "1 ms are over" });
});
