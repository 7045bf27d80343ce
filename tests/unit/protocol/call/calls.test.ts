import { expect, test } from "@jest/globals";
import { once } from "node:events";
import { createCalls } from "../../../../provider/protocol/call/calls";

test("Ctrl-C stops what is under way, and not what begins later", () => {
    const calls = createCalls();
    const first = calls.begin("create");
    const ended = calls.begin("update");
    ended.end();
    calls.stopAll();
    expect(first.signal.reason).toMatchObject({ name: "Stopped", cause: "cancelled" });
    expect(ended.signal.aborted).toBe(false);
    expect(calls.begin("delete").signal.aborted).toBe(false);
});

test("a call that takes longer than its timeout is stopped, and told how to have more", async () => {
    const running = createCalls().begin("create", 0.01);
    await once(running.signal, "abort");
    expect(running.signal.reason).toMatchObject({
        cause: "timeout",
        message:
            "create did not finish within its timeout of 0.01 s. The resource option `customTimeouts` sets another one.",
    });
});

test("a timeout longer than any timer is none that fires at once", () => {
    const running = createCalls().begin("create", 10 ** 9);
    running.end();
    expect(running.signal.aborted).toBe(false);
});
