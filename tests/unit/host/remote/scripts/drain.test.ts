import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { drain } from "../../../../../provider/host/remote/scripts/publish";

let folder: string;
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "drain-"));
    writeFileSync(join(folder, "ports"), "tcp 8080 10.42.0.7 80\n");
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

const flow = (state: string, address = "10.42.0.7"): string =>
    `tcp 6 300 ${state} src=10.9.9.9 dst=10.0.0.1 sport=4000 dport=8080 src=${address} dst=10.9.9.9 sport=80 dport=4000`;

/** What an old instance waits for where the kernel itself shows no connections, and `conntrack` is this. */
function waits(conntrack: string): string {
    const body = `
        sleep() { echo "slept $1"; }
        ${conntrack}
        ${drain.replaceAll("/proc/net/nf_conntrack", join(folder, "none"))}
        drain
        echo over`;
    const env = { PATH: "/usr/bin:/bin", folder, drain_seconds: "30" };
    return execFileSync("sh", ["-euc", body], { encoding: "utf8", env });
}

test("a connection by IPv6 is waited for, however its address is written", () => {
    const full = "fd42:0000:0000:0000:0000:0000:0000:0007";
    writeFileSync(join(folder, "ports6"), `tcp 8080 fd42::7 80 ${full}\n`);
    const waitsFor = (shown: string, kernel: string): string => {
        const body = `
            sleep() { echo "slept $1"; rm -f "$folder/flows"; }
            conntrack() { [ "$3" != ipv6 ] || cat "$folder/flows" 2>/dev/null || :; }
            cp "$folder/shown" "$folder/flows"
            ${drain.replaceAll("/proc/net/nf_conntrack", kernel).replace('"$folder/ports"', '"$folder/ports6"')}
            drain
            echo over`;
        writeFileSync(join(folder, "shown"), `${flow("ESTABLISHED", shown)}\n`);
        const env = { PATH: "/usr/bin:/bin", folder, drain_seconds: "30" };
        return execFileSync("sh", ["-euc", body], { encoding: "utf8", env });
    };
    expect(waitsFor("fd42::7", join(folder, "none"))).toBe("slept 0.1\nover\n");
    expect(waitsFor("fd42::71", join(folder, "none"))).toBe("over\n");
    expect(waitsFor(full, `${folder}/flows`)).toContain("slept 0.1\n");
});

test("an answer that takes long is waited for where nobody shows the connections of a host", () => {
    expect(waits('command() { [ "$2" != conntrack ]; }')).toBe("slept 30\nover\n");
});

test("a connection that conntrack shows is waited for, and no longer than it is open", () => {
    const openFor = (times: number): string => `
        conntrack() {
            echo asked >>"$folder/asked"
            [ "$(wc -l <"$folder/asked")" -gt ${times} ] || echo '${flow("ESTABLISHED")}'
            echo '${flow("TIME_WAIT")}'
            echo '${flow("ESTABLISHED", "10.42.0.71")}'
        }`;
    expect(waits(openFor(3))).toBe("slept 0.1\nslept 0.1\nover\n");
});
