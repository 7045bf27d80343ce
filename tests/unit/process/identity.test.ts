import { describe, expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
    isAlive,
    ownIdentity,
    parsePs,
    parseStat,
    processIdentity,
} from "../../../provider/process/identity";

describe("a process", () => {
    test("is known by the same identity for as long as it lives, and not after", async () => {
        const child = spawn("sleep", ["600"]);
        const identity = await processIdentity(child.pid ?? 0);
        expect(identity).toEqual({ pid: child.pid, startTime: expect.stringMatching(/^[\w-]+$/) });
        expect(identity && (await isAlive(identity))).toBe(true);

        child.kill("SIGKILL");
        await once(child, "exit");
        expect(identity && (await isAlive(identity))).toBe(false);
        expect(await processIdentity(child.pid ?? 0)).toBeUndefined();
    });

    test("is not mistaken for an earlier one with its number", async () => {
        const { pid } = await ownIdentity();
        expect(await isAlive({ pid, startTime: "0123456789ab-1" })).toBe(false);
    });

    test("counts as gone when only its parent has not noticed yet", async () => {
        // The shell becomes a sleep that never asks after its child.
        const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 600"], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        const [line] = (await once(parent.stdout, "data")) as [Buffer];
        const pid = Number(line.toString());
        let identity = await processIdentity(pid);
        while (identity !== undefined) identity = await processIdentity(pid);
        parent.kill("SIGKILL");
        await once(parent, "exit");
    });
});

describe("the start time", () => {
    const rest = "1 2 2 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 10 11";

    test.each([
        ["an ordinary name", `42 (sleep) S ${rest}`],
        ["a name with spaces and parentheses", `42 (a) S 1 (b) S ${rest}`],
    ])("is field 22 of /proc/PID/stat, after %s", (_case, line) => {
        expect(parseStat(line)).toBe("987654");
    });

    test("is none for a zombie", () => {
        expect(parseStat(`42 (sleep) Z ${rest}`)).toBeUndefined();
        expect(parsePs("Z+   Thu Oct  1 12:00:00 2026\n")).toBeUndefined();
    });

    test("is what ps says where there is no /proc", () => {
        expect(parsePs("Ss   Thu Oct  1 12:00:00 2026\n")).toBe("1790856000");
        expect(parsePs("")).toBeUndefined();
        expect(parsePs("S    yesterday")).toBeUndefined();
    });
});
