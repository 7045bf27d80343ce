import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import init from "../../../../provider/disk/appliance/init.sh";

const keepRunning = /^keep_running\(\) \{\n[^]*?\n\}\n/m.exec(init)?.[0] ?? "";

/** Time goes by only while a unikernel runs: each for as many seconds as the next line of the input says. */
const world = `date() { cat clock; }
say() { echo "say $*"; }
start_unikernel() {
    read -r seconds
    echo "$(($(cat clock) + seconds))" >clock
    exit 3
}
sleep() {
    echo "sleep $*"
    lives=$((lives - 1))
    if [ "$lives" = 0 ]; then exit 0; fi
}
`;

let folder: string;
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-restarts-"));
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

/** What the shell says and does between unikernels that run for so many seconds each. */
function between([program = "", ...applet]: readonly string[], lives: readonly number[]): string[] {
    writeFileSync(join(folder, "clock"), "1764288000\n");
    const script = `${world}lives=${lives.length}\n${keepRunning}keep_running\n`;
    const input = lives.map((seconds) => `${seconds}\n`).join("");
    const options = { cwd: folder, input, timeout: 60_000, encoding: "utf8" } as const;
    return execFileSync(program, [...applet, "-c", script], options)
        .trimEnd()
        .split("\n");
}

const pauses = (seconds: readonly number[]): string[] =>
    seconds.flatMap((pause) => [
        `say the unikernel ended with status 3; it starts again in ${pause} s`,
        `sleep ${pause}`,
    ]);

describe.each([["dash"], ["busybox", "sh"]])("by %s", (...shell) => {
    test.each([
        {
            what: "a unikernel that ends early is started again after pauses that double, up to 30 s",
            lives: [0, 1, 59, 0, 0, 0, 0, 0],
            expected: [1, 2, 4, 8, 16, 30, 30, 30],
        },
        {
            what: "one that ends after a minute or more is started again after 1 s, and the pauses begin anew",
            lives: [0, 0, 0, 60, 0, 0, 0, 0, 3600],
            expected: [1, 2, 4, 1, 2, 4, 8, 16, 1],
        },
    ])("$what", ({ lives, expected }) => {
        expect(between(shell, lives)).toEqual(pauses(expected));
    });
});
