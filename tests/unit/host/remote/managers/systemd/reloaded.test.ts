import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { systemdShell } from "../../../../../../provider/host/remote/managers/systemd/shell";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-systemd-"));
    mkdirSync(join(folder, "group"));
});
afterEach(() => {
    rmSync(folder, { recursive: true });
});

/**
 * What is said of `www` once it has been started: systemd tells of it by its first answers, says that it has failed to those who ask
 * again, and writes down that they did.
 */
function saidOf({ processes, asked = "www", state = "active" }: Case): { said: string; asks: number } {
    writeFileSync(join(folder, "group/cgroup.procs"), processes);
    const group = `/../../..${folder}/group`;
    const script = `
        set -eu
        late=yes
        systemctl() {
            [ "$1" = show ] || return 0
            case "$*" in
            *NeedDaemonReload*) echo ActiveState=inactive ;;
            *ControlGroup*)
                printf '%s\\n' ActiveState=$state ExecMainStartTimestampMonotonic=77 MainPID=42 ControlGroup=$group
                ;;
            *--value*) echo asked >>"$folder/asks"; echo failed ;;
            *) echo asked >>"$folder/asks"; echo ActiveState=failed ;;
            esac
        }
        ${systemdShell}
        systemd_start www
        wait
        systemd_activity "$asked"; systemd_started "$asked"; systemd_show "$asked" | grep ActiveState`;
    writeFileSync(join(folder, "asks"), "");
    const env = { PATH: process.env.PATH, folder, group, state, asked };
    const said = execFileSync("sh", ["-c", script], { encoding: "utf8", env });
    return { said, asks: readFileSync(join(folder, "asks"), "utf8").match(/asked/g)?.length ?? 0 };
}

interface Case {
    readonly processes: string;
    readonly asked?: string;
    readonly state?: string;
}

test("while systemd is being reloaded it is not asked of a unit whose process is the one it started", () => {
    const { said, asks } = saidOf({ processes: "7\n42\n" });
    expect(said).toBe("running\n77\nActiveState=active\n");
    expect(asks).toBe(0);
});

test.each<[what: string, of: Case]>([
    ["whose process has ended", { processes: "" }],
    ["that has another process by now", { processes: "142\n420\n" }],
    ["that was not active yet", { processes: "42\n", state: "activating" }],
    ["of another name", { processes: "42\n", asked: "other" }],
])("systemd is asked of a unit %s", (_, of) => {
    expect(saidOf(of)).toEqual({ said: "ended\nfailed\nActiveState=failed\n", asks: 3 });
});
