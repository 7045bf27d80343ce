import { expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { processIdentity } from "../../../provider/process/identity";
import { ownerState, ownMark, parseMark } from "../../../provider/process/owner";

test("what this process marked has a living owner", async () => {
    expect(await ownerState(await ownMark())).toBe("alive");
    expect(parseMark(await ownMark())?.pid).toBe(process.pid);
});

test("what a process marked has a dead owner once it has ended", async () => {
    const child = spawn("sleep", ["600"]);
    const identity = await processIdentity(child.pid ?? 0);
    const space = parseMark(await ownMark())?.space ?? "";
    const mark = `${child.pid}.${identity?.startTime}.${space}`;
    expect(await ownerState(mark)).toBe("alive");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await ownerState(mark)).toBe("dead");
});

test("what a process marked before the last boot has a dead owner, be its number in use again", async () => {
    const { pid, space } = parseMark(await ownMark()) ?? {};
    expect(await ownerState(`${pid}.0123456789ab-500.${space}`)).toBe("dead");
});

test("whether a process of another machine or container lives cannot be told", async () => {
    expect(await ownerState("1.0123456789ab-5.0123456789ab")).toBe("elsewhere");
});

test.each(["", "hello", "1.2", "..", "1.2.3.4"])("a mark that is none, %j, has no owner", async (mark) => {
    expect(await ownerState(mark)).toBe("dead");
});
