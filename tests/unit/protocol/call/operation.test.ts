import { expect, test } from "@jest/globals";
import { z } from "zod";
import { createCalls } from "../../../../provider/protocol/call/calls";
import { operate } from "../../../../provider/protocol/call/operation";
import { Code } from "../../../../provider/protocol/call/status";
import { secret } from "../../../../provider/protocol/codec/value";
import type { LogEntry } from "../../../../provider/protocol/engine/engine";
import { UserError } from "../../../../provider/protocol/errors";
import type { Call } from "../../../../provider/protocol/resource";
import type { Runtime } from "../../../../provider/protocol/runtime";

function start(run: (call: Call<unknown>) => Promise<unknown>) {
    const logged: LogEntry[] = [];
    let abandon = (): void => undefined;
    const runtime: Runtime<unknown> = {
        definition: {
            ...{ name: "box", version: "1", description: "", repository: "", resources: [], functions: [] },
            config: z.strictObject({ limit: z.int().default(3) }),
            configure: (values) => values,
        },
        engine: {
            attach: () => undefined,
            log: (entry) => logged.push(entry),
            delivered: () => Promise.resolve(),
        },
        calls: createCalls(),
    };
    const operation = {
        action: "create",
        urn: "urn:pulumi:dev::project::box:index:Box::a::b",
        values: [secret("hunter2")],
        onAbandoned: (stop: () => void) => (abandon = stop),
    };
    const result = operate(runtime, operation, ({ call }) => run(call));
    return {
        result,
        logged,
        runtime,
        abandon: () => {
            abandon();
        },
    };
}

const untilStopped = ({ signal }: Call<unknown>): Promise<never> =>
    new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
            reject(signal.reason as Error);
        });
    });

test("an operation knows its resource's name, the settings, and what to keep to itself", async () => {
    const { result, logged } = start((call) => {
        call.progress.status("one");
        call.progress.status("last hunter2");
        return Promise.resolve({ name: call.name, settings: call.settings, log: call.redact("hunter2") });
    });
    await expect(result).resolves.toEqual({ name: "a::b", settings: { limit: 3 }, log: "[secret]" });
    expect(logged.map(({ message }) => message)).toEqual(["one", "last [secret]"]);
});

test("Ctrl-C and an engine that gives up stop it, each by its name", async () => {
    const cancelled = start(untilStopped);
    cancelled.runtime.calls.stopAll();
    await expect(cancelled.result).rejects.toMatchObject({
        code: Code.CANCELLED,
        message: "The operation was cancelled.",
    });
    const abandoned = start(untilStopped);
    abandoned.abandon();
    await expect(abandoned.result).rejects.toMatchObject({ message: "The engine gave up on the operation." });
});

test("what it throws is told without secrets", async () => {
    const { result } = start(() => Promise.reject(new UserError("login as hunter2 failed")));
    await expect(result).rejects.toMatchObject({
        code: Code.FAILED_PRECONDITION,
        message: "login as [secret] failed",
    });
});
