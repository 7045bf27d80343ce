import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { systemdShell } from "../../../../../../provider/host/remote/managers/systemd/shell";

/** What the console of `www` has said since its start: that is known by its invocation, or by the unit and the time alone. */
function outputOf(state: string, known: "invocation" | "unit"): string {
    const script = `
        systemctl() {
            printf '%s\\n' ActiveState=$state InvocationID=4f "ExecMainStartTimestamp=Sat 2026-11-28 02:24:01 UTC"
        }
        journalctl() {
            case "$known $1 $2" in
            "invocation _SYSTEMD_INVOCATION_ID=4f "*) echo done ;;
            "unit _SYSTEMD_UNIT=unikernel-www.service --since=2026-11-28 02:24:01") echo done ;;
            esac
        }
        ${systemdShell}
        systemd_output www`;
    const env = { PATH: process.env.PATH, state, known };
    return execFileSync("sh", ["-c", script], { encoding: "utf8", env });
}

test("what a unikernel says is found by its start, so that what an earlier one said does not count", () => {
    expect(outputOf("active", "invocation")).toBe("done\n");
    expect(outputOf("active", "unit")).toBe("");
});

test.each(["inactive", "failed"])(
    "what one has said that ended at once and is %s is found where the journal does not know its start",
    (state) => {
        expect(outputOf(state, "unit")).toBe("done\n");
    },
);
