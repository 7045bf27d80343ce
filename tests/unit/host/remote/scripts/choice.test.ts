import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { choice } from "../../../../../provider/host/remote/scripts/choice";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "choice-"));
});
afterEach(() => {
    rmSync(folder, { recursive: true });
});

function chosen(managers: string, { bySystemd = false, kept = "" }): string {
    if (bySystemd) mkdirSync(join(folder, "systemd"));
    if (kept !== "") writeFileSync(join(folder, "manager"), kept);
    const input = [
        ...["set -eu", 'say() { printf "%s %s" "$1" "$2"; }', `folder=${folder}`, `managers="${managers}"`],
        choice.replace("/run/systemd/system", join(folder, "systemd")),
    ].join("\n");
    return execFileSync("sh", [], { input, encoding: "utf8" });
}

const either = "systemd supervisor";

test.each([
    ["systemd, where that runs the host", either, { bySystemd: true }, "systemd"],
    ["a supervisor, where it does not", either, {}, "supervisor"],
    [
        "the supervisor that it has, though systemd runs the host by now",
        either,
        { bySystemd: true, kept: "supervisor" },
        "supervisor",
    ],
    ["systemd, though it runs the host no more", either, { kept: "systemd" }, "systemd"],
    ["its hypervisor's own", "xl", { bySystemd: true }, "xl"],
])("an instance is kept by %s", (_what, managers, host, expected) => {
    expect(chosen(managers, host)).toBe(`manager ${expected}`);
});
