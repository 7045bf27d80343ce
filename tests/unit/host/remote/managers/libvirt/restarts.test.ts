import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { restarts } from "../../../../../../provider/host/remote/managers/libvirt/restarts";

/** As QEMU 7.2 writes it. */
const reset = (cpu: number, pointer: string): string =>
    `CPU Reset (CPU ${cpu})\nEAX=00000000 EBX=00000000\nESI=00000000\n${pointer} EFL=00000002 [-------] CPL=0\nES =0000\n`;
const start = [
    "2026-11-27 00:00:00.000+0000: starting up libvirt version: 9.0.0\n-d cpu_reset\n",
    ...[reset(0, "EIP=00000000"), reset(0, "EIP=0000fff0")],
].join("");
const crash = reset(0, "RIP=0000000000101234") + reset(0, "EIP=000efaad") + reset(0, "EIP=0000fff0");

test.each([
    { what: "one that has just been started", log: [start], count: 0 },
    {
        what: "one that crashed in 32 bits and in 64",
        log: [start + crash + reset(0, "EIP=00101234")],
        count: 2,
    },
    { what: "one whose second processor begins", log: [start + reset(1, "EIP=00101234")], count: 0 },
    { what: "one that was started again since then", log: [start + crash + start], count: 0 },
    { what: "one with a log in parts", log: [crash, crash, start + crash], count: 3 },
    { what: "one without a log", log: [], count: 0 },
])("the restarts of $what are counted", ({ log, count }) => {
    const folder = mkdtempSync(join(tmpdir(), "restarts-"));
    const path = join(folder, "log");
    try {
        log.forEach((text, age) => {
            writeFileSync(age === 0 ? path : `${path}.${age - 1}`, text);
        });
        const said = execFileSync("sh", ["-euc", `${restarts}libvirt_restarts "$0"`, path]);
        expect(String(said)).toBe(`${count}\n`);
    } finally {
        rmSync(folder, { recursive: true });
    }
});
