import type { ServiceState } from "../manager";

/** `RestartSec` of the unit file. */
const restartMicroseconds = 1_000_000;

/** Pure. From lines as `systemctl show` prints them. */
export function stateIn(lines: readonly string[]): ServiceState {
    const properties = new Map(
        lines.map((line) => {
            const end = line.indexOf("=");
            return [line.slice(0, end), line.slice(end + 1)] as const;
        }),
    );
    const number = (name: string): number => Number(properties.get(name) ?? 0) || 0;
    return {
        activity: activityOf(properties.get("ActiveState")),
        restarts: Math.max(
            0,
            number("NRestarts") - (wasRefused(properties.get("ActiveState"), number) ? 1 : 0),
        ),
        exit: exitOf(number("ExecMainCode"), number("ExecMainStatus")),
        faults: faultsOf(properties),
    };
}

function activityOf(state: string | undefined): ServiceState["activity"] {
    if (state === "active" || state === "reloading") return "running";
    return state === "activating" || state === "deactivating" ? "changing" : "ended";
}

/** 1: exited, 2: killed by a signal, 3: dumped core; 0: not ended, or never started. */
function exitOf(code: number, status: number): ServiceState["exit"] {
    if (code === 0) return undefined;
    return code === 1 ? { status, bySignal: false } : { status: 128 + status, bySignal: true };
}

/** The restart that systemd refuses, as there were too many in a row, counts for it as one. It comes `RestartSec` after the end. */
function wasRefused(state: string | undefined, number: (name: string) => number): boolean {
    const sinceEnd = number("InactiveEnterTimestampMonotonic") - number("ExecMainExitTimestampMonotonic");
    const burst = number("StartLimitBurst");
    return state === "failed" && burst > 0 && number("NRestarts") >= burst && sinceEnd >= restartMicroseconds;
}

function faultsOf(properties: ReadonlyMap<string, string>): string[] {
    if (properties.get("LoadState") !== "loaded") return ["systemd does not know its service"];
    return properties.get("UnitFileState") === "enabled"
        ? []
        : ["it would not be started when the host boots"];
}
