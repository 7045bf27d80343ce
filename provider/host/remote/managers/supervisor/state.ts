import type { ServiceState } from "../manager";

/** Pure. From the lines of `supervisor_show`: a word and what it says. */
export function stateIn(lines: readonly string[]): ServiceState {
    const told = new Map(
        lines.map((line) => [line.replace(/ .*/s, ""), line.replace(/^\S* ?/, "")] as const),
    );
    const status = told.get("status") ?? "";
    const activity = activities.find((each) => each === told.get("activity")) ?? "ended";
    return {
        activity,
        restarts: Number(told.get("restarts") ?? 0) || 0,
        exit: status === "" ? undefined : exitOf(Number(status), Number(told.get("verdict") ?? 0)),
        faults: [
            ...(told.get("boot") === "yes" ? [] : ["it would not be started when the host boots"]),
            ...(told.get("orphaned") === "yes" ? [orphaned] : []),
        ],
    };
}

/**
 * A shell does not say whether a status above 128 stands for a signal; what it stands for is the same. QEMU ends with 0 when a signal
 * has it end, and says so on the console.
 */
function exitOf(status: number, verdict: number): ServiceState["exit"] {
    return verdict > 128 ? { status: verdict, bySignal: true } : { status, bySignal: false };
}

const activities = ["running", "changing", "ended"] as const;

const orphaned = "its supervisor is gone, so that it would not be started again";
