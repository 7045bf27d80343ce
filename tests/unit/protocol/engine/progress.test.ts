import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { secret } from "../../../../provider/protocol/codec/value";
import type { LogEntry } from "../../../../provider/protocol/engine/engine";
import { createProgress } from "../../../../provider/protocol/engine/progress";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";

beforeEach(() => {
    jest.useFakeTimers();
});
afterEach(() => {
    jest.useRealTimers();
});

function start() {
    const logged: LogEntry[] = [];
    const engine = {
        attach: () => undefined,
        log: (entry: LogEntry) => logged.push(entry),
        delivered: () => Promise.resolve(),
    };
    const progress = createProgress(
        engine,
        "urn:box",
        secretsOf(secret("hunter\t2026"), secret("swordfish")),
    );
    return { logged, progress };
}

test.each([
    ["the first line of many", "one\ntwo", "one"],
    [
        "nothing that moves the cursor or changes the colour",
        "\u001b[2K\u001b[1;32mdone\u001b[0m\u0007  ",
        "done",
    ],
    ["the line after empty ones", "\n\n  building", "building"],
    ["no secret", "token swordfish", "token [secret]"],
    ["no secret with a tab in it", "token hunter\t2026", "token [secret]"],
    ["no secret of which a part is coloured", "token sword\u001b[31mfish\u001b[0m", "token [secret]"],
])("the status shows %s", (_, line, shown) => {
    const { logged, progress } = start();
    progress.status(line);
    expect(logged).toEqual([{ urn: "urn:box", message: shown, severity: "info", ephemeral: true }]);
});

test("a line without text does not take the status away", () => {
    const { logged, progress } = start();
    progress.status(" \n");
    progress.status("\u001b[0m");
    expect(logged).toEqual([]);
});

test("a thousand lines a second are five", () => {
    const { logged, progress } = start();
    for (let line = 0; line < 1000; line++) {
        progress.status(`line ${line}`);
        jest.advanceTimersByTime(1);
    }
    expect(logged.map(({ message }) => message)).toEqual(
        [0, 199, 399, 599, 799, 999].map((n) => `line ${n}`),
    );
});

test("a note stays, whole, at once, and without secrets", () => {
    const { logged, progress } = start();
    progress.note("one\ntwo swordfish");
    progress.note("careful", "warning");
    expect(logged).toEqual([
        { urn: "urn:box", message: "one\ntwo [secret]", severity: "info", ephemeral: false },
        { urn: "urn:box", message: "careful", severity: "warning", ephemeral: false },
    ]);
});

test("the last status is shown before the operation ends, and none after", () => {
    const { logged, progress } = start();
    progress.status("first");
    progress.status("last");
    progress.end();
    progress.status("late");
    jest.advanceTimersByTime(1000);
    expect(logged.map(({ message }) => message)).toEqual(["first", "last"]);
});
