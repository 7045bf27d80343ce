import { expect, test } from "@jest/globals";
import { parseExit, parseGuest } from "../../../../provider/host/local/records";

test("the note of a start is read", () => {
    expect(parseGuest("pid=12\nstartTime=abc-99\noffset=0\nrestarts=3\n")).toEqual({
        pid: 12,
        process: { pid: 12, startTime: "abc-99" },
        consoleOffset: 0,
        restarts: 3,
    });
});

test("where only ps tells when a process started, its words are read", () => {
    const text = "pid=12\nps=S+   Thu Oct  1 12:00:00 2026\noffset=       5\nrestarts=0\n";
    expect(parseGuest(text)).toMatchObject({ process: { pid: 12 }, consoleOffset: 5 });
});

test("a hypervisor that had ended before it was looked at has no process", () => {
    expect(parseGuest("pid=12\nps=\noffset=0\nrestarts=0\n")).toMatchObject({ pid: 12, process: undefined });
});

test("the note of an end is read", () => {
    expect(parseExit("pid=12\nstatus=83\nverdict=5\nrestarts=1\nnext=restart\n")).toEqual({
        ...{ pid: 12, status: 83, verdict: 5, restarts: 1, restarting: true },
    });
    expect(parseExit("pid=12\nstatus=1\nverdict=\nrestarts=0\nnext=end\n")).toEqual({
        ...{ pid: 12, status: 1, verdict: undefined, restarts: 0, restarting: false },
    });
});

test.each(["", "pid=\n", "pid=12\n", "pid=x\nstatus=1\nrestarts=0\noffset=0\n", "garbage"])(
    "%j is no record of anything",
    (text) => {
        expect([parseGuest(text), parseExit(text)]).toEqual([undefined, undefined]);
    },
);
