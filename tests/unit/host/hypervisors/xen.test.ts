import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { xen } from "../../../../provider/host/hypervisors/xen";
import { commandLineOf } from "../../../../provider/host/hypervisors/hypervisor";
import { imageFor } from "../images";
import { runWith } from "./run";

test.each([
    [0, undefined, 0, "it ended by itself"],
    [0, 0, 0, "it ended by itself"],
    [0, 1, 1, "it ended by itself"],
    [0, 64, 64, "it did not understand its arguments"],
    [1, undefined, 1, "it asked for a reboot, or its processor stumbled (a triple fault)"],
    [2, undefined, 2, "it was suspended"],
    [3, undefined, 3, "it crashed"],
    [3, 255, 255, "it aborted"],
    [4, undefined, 4, "its watchdog ended it"],
    [5, undefined, 5, "it asked for a reset"],
    [255, undefined, 255, "xl could not create its domain"],
    [9, undefined, 9, "it reported a failure"],
])("an end for Xen's reason %i, and %p on its console, is explained", (status, verdict, told, reason) => {
    expect(xen.explain({ status, verdict })).toEqual({ status: told, reason });
});

/** What is made of the console's end, as the scripts do it. */
function verdictOf(status: number, console: string): string {
    const found = xen.exitRules(imageFor("xen")).verdicts.find((verdict) => verdict.status === status);
    const printed = execFileSync("sed", ["-n", found?.sed ?? ""], { input: console, encoding: "utf8" });
    return printed.trimEnd().split("\n").at(-1) ?? "";
}

test.each([
    ["Solo5's", 0, "hello\nSolo5: solo5_exit(64) called\n", "64"],
    ["Solo5's abort", 3, "Solo5: ABORT: cpu.c:42: #PF\nSolo5: solo5_abort() called\n", "255"],
    ["a plain one's", 0, "[   0.1] ERROR no\nexit status 64\n", "64"],
    ["a plain one's panic", 3, "exit status 0\n[   0.1] ERROR no\nexit status 255\n", "255"],
    ["nobody's", 3, "hello\n", ""],
])("%s status is found on the console", (_whose, status, console, found) => {
    expect(verdictOf(status, console)).toBe(found);
});

test("it is not run by a command", () => {
    expect(() => commandLineOf(xen, runWith())).toThrow("xen is not run by a command");
});
