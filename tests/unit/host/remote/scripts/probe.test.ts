import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { waiting } from "../../../../../provider/host/remote/scripts/probe";
import type { Probe } from "../../../../../provider/host/probe/schema";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-probe-"));
    writeFileSync(join(folder, "looks"), "");
});
afterEach(() => {
    rmSync(folder, { recursive: true });
});

/** What is found of a unikernel that has ended, and whose console shows `done` from some look on. */
function foundOf(probe: Probe, shownAt: number): { readonly problem: string; readonly looks: number } {
    const { body, values } = waiting(probe, { address: "127.0.0.1", port: 9 });
    const script = `
        set -eu
        name=www
        say() { :; }
        write() { :; }
        now_seconds() { :; }
        at_most_64k() { cat; }
        managed() {
            case $1 in
            activity) echo ended ;;
            output) echo look >>"$folder/looks"; [ "$(grep -c '' "$folder/looks")" -lt ${shownAt} ] || echo done ;;
            esac
        }
        ${body}
        printf %s "$problem"`;
    const env = { PATH: process.env.PATH, folder, ...values };
    const problem = execFileSync("sh", ["-c", script], { encoding: "utf8", env });
    return { problem, looks: readFileSync(join(folder, "looks"), "utf8").match(/look/g)?.length ?? 0 };
}

test("the last words of a unikernel that has done its work count, where its console has them a moment later", () => {
    expect(foundOf({ console: "^done$" }, 3)).toEqual({ problem: "", looks: 3 });
});

test("a unikernel that has ended without its words is not waited for much longer", () => {
    const { problem, looks } = foundOf({ console: "^done$" }, 100);
    expect(problem).toBe("no line of the console matches ^done$");
    expect(looks).toBeLessThan(10);
});

test("one that has ended is not asked by the network again", () => {
    expect(foundOf({ tcp: { port: 9 } }, 1).problem).toBe("127.0.0.1:9 did not accept a connection");
});
