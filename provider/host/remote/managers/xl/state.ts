import { shutdownReasons } from "../../../hypervisors/xen";
import type { ServiceState } from "../manager";

/** Pure. From the lines of `xl_show`: a word and what it says. */
export function stateIn(lines: readonly string[]): ServiceState {
    const told = new Map(
        lines.map((line) => [line.replace(/ .*/s, ""), line.replace(/^\S* ?/, "")] as const),
    );
    const activity = activities.find((each) => each === told.get("activity")) ?? "ended";
    const status = activity === "ended" && told.has("refusal") ? shutdownReasons.refused : reasonIn(told);
    return {
        activity,
        restarts: Number(told.get("restarts") ?? 0) || 0,
        exit: status === undefined ? undefined : { status, bySignal: false },
        faults: [
            ...(told.get("auto") === "yes" ? [] : ["it would not be started when the host boots"]),
            ...(told.get("paused") === "yes" ? ["its domain is paused"] : []),
            ...(activity === "running" && told.get("watched") !== "yes" ? [unwatched] : []),
        ],
    };
}

function reasonIn(told: ReadonlyMap<string, string>): number | undefined {
    const reason = told.get("reason");
    return reason === undefined ? undefined : Number(reason);
}

const activities = ["running", "changing", "ended"] as const;

const unwatched = "xl does not watch its domain any more, so that it would not be started again";
