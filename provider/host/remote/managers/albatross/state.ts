import { albatrossEndings } from "../../../hypervisors/albatross";
import type { ServiceState } from "../manager";

/** Pure. From the lines of `albatross_show`. */
export function stateIn(lines: readonly string[]): ServiceState {
    const isRunning = lines.includes("activity running");
    const status = lines.includes("refusal yes") ? albatrossEndings.refused : albatrossEndings.ended;
    return {
        activity: isRunning ? "running" : "ended",
        restarts: 0,
        exit: isRunning ? undefined : { status, bySignal: false },
        faults: faults.flatMap(([line, fault]) => (lines.includes(line) ? [fault] : [])),
    };
}

const faults = [
    ["digest other", "what runs under its name is another image"],
    ["boot missing", "its published ports would not lead to it after a boot of the host"],
] as const;
