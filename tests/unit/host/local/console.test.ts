import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { consoleTail } from "../../../../provider/host/local/console";
import { filesIn, type InstanceFolder } from "../../../../provider/host/local/folder";
import { followConsole } from "../../../../provider/host/local/follow";

let folder: InstanceFolder;
beforeEach(async () => {
    folder = filesIn(await mkdtemp(join(tmpdir(), "unikernel-console-")));
});
afterEach(() => rm(folder.path, { recursive: true }));

const numbered = (from: number, to: number): string =>
    Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join("");

test.each([
    ["the last lines", "one\ntwo\nthree\n", 2, ["two", "three"]],
    ["all of a short console", "one\ntwo\n", 10, ["one", "two"]],
    ["a last line that has not ended", "one\ntwo", 2, ["one", "two"]],
    ["lines as a serial port ends them", "one\r\ntwo\r\n", 2, ["one", "two"]],
    ["no escape sequences of terminals", "\u001b[31mred\u001b[0m\n", 1, ["red"]],
    ["nothing of an empty console", "", 5, []],
])("a tail has %s", async (_, text, count, lines) => {
    await writeFile(folder.console, text);
    expect(await consoleTail(folder, count)).toEqual(lines);
});

test("a tail of an instance that never started is empty", async () => {
    expect(await consoleTail(folder, 5)).toEqual([]);
});

test("a tail goes back to what was on the console before it was cut", async () => {
    await writeFile(folder.previousConsole, numbered(1, 50));
    await writeFile(folder.console, numbered(51, 52));
    expect(await consoleTail(folder, 4)).toEqual(["line 49", "line 50", "line 51", "line 52"]);
});

test("a tail of a large console is exact", async () => {
    await writeFile(folder.console, numbered(1, 100_000));
    const tail = await consoleTail(folder, 10_000);
    expect([tail.length, tail[0], tail.at(-1)]).toEqual([10_000, "line 90001", "line 100000"]);
});

test("a console without line ends is not read whole", async () => {
    await writeFile(folder.console, Buffer.alloc(16 * 1024 * 1024, "x"));
    const [line = ""] = await consoleTail(folder, 1);
    expect(line.length).toBeLessThanOrEqual(5 * 1024 * 1024);
});

test("who follows a console is told each line once, from where a start begins", async () => {
    const lines: string[] = [];
    await writeFile(folder.console, "earlier\n");
    const follower = followConsole(folder.console, "earlier\n".length, (line) => lines.push(line));
    await follower.read();
    await appendFile(folder.console, "one\ntw");
    await follower.read();
    expect(lines).toEqual(["one"]);
    await appendFile(folder.console, "o\n");
    await follower.read();
    expect(lines).toEqual(["one", "two"]);
});

test("who follows a console goes on when it was cut", async () => {
    const lines: string[] = [];
    await writeFile(folder.console, numbered(1, 3));
    const follower = followConsole(folder.console, 0, (line) => lines.push(line));
    await follower.read();
    await writeFile(folder.console, "four\n");
    await follower.read();
    expect(lines).toEqual(["line 1", "line 2", "line 3", "four"]);
});

test("a console that is not there yet can be followed", async () => {
    const follower = followConsole(folder.console, 0, () => undefined);
    await expect(follower.read()).resolves.toBeUndefined();
});
