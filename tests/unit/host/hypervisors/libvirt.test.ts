import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { libvirt } from "../../../../provider/host/hypervisors/libvirt";
import { imageFor } from "../images";

test.each([
    [0, undefined, 0, "it ended by itself"],
    [0, 64, 64, "it did not understand its arguments"],
    [2, undefined, 2, "its domain was destroyed"],
    [3, undefined, 3, "its QEMU ended: it crashed, was killed, or ended by itself"],
    [3, 0, 0, "it ended by itself"],
    [3, 255, 255, "it aborted"],
    [5, undefined, 5, "its domain was saved"],
    [6, undefined, 6, "libvirt could not start it"],
    [8, undefined, 8, "libvirt itself stopped it"],
    [9, undefined, 9, "it reported a failure"],
])("an end that libvirt calls %i, and %p on its console, is explained", (status, verdict, told, reason) => {
    expect(libvirt.explain({ status, verdict })).toEqual({ status: told, reason });
});

test.each([
    [0, "[   0.1] ERROR no\nexit status 64\n", "64"],
    [3, "Solo5: solo5_exit(0) called\n", "0"],
    [3, "Solo5: solo5_abort() called\n", "255"],
    [3, "hello\n", ""],
])("after the end %i the status is found on the console: %j", (status, console, found) => {
    const verdict = libvirt.exitRules(imageFor("virtio")).verdicts.find((each) => each.status === status);
    const printed = execFileSync("sed", ["-n", verdict?.sed ?? ""], { input: console, encoding: "utf8" });
    expect(printed.trimEnd().split("\n").at(-1)).toBe(found);
});
