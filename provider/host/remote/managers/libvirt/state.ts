import { shutoffReasons } from "../../../hypervisors/libvirt";
import type { ServiceState } from "../manager";

/** Pure. From the lines of `libvirt_show`: a word and what it says. */
export function stateIn(lines: readonly string[]): ServiceState {
    const told = new Map(
        lines.map((line) => [line.replace(/ .*/s, ""), line.replace(/^\S* ?/, "")] as const),
    );
    const state = told.get("state") ?? "";
    const activity = activityOf(state);
    const status = activity === "ended" ? statusOf(state, told.has("refusal")) : undefined;
    return {
        activity,
        restarts: Number(told.get("restarts") ?? 0) || 0,
        exit: status === undefined ? undefined : { status, bySignal: false },
        faults: [
            ...(state === "" ? ["libvirt does not know its domain"] : []),
            ...(state !== "" && !told.has("autostart")
                ? ["it would not be started when the host boots"]
                : []),
            ...(/^(paused|pmsuspended) /.test(state) ? ["its domain is paused"] : []),
            ...(told.has("hook") ? [noHook] : []),
        ],
    };
}

/** `running (booted)`, as `virsh domstate --reason` has it. */
function activityOf(state: string): ServiceState["activity"] {
    if (/^(running|idle|paused|pmsuspended) /.test(state)) return "running";
    return state.startsWith("in shutdown ") ? "changing" : "ended";
}

/** Nothing where libvirt does not know either: it was never started, or libvirt itself was since then. */
function statusOf(state: string, isRefused: boolean): number | undefined {
    if (isRefused) return shutoffReasons.failed;
    const [, reason = ""] = /^(?:shut off|crashed) \((.*)\)$/.exec(state) ?? [];
    return reason === "panicked" ? shutoffReasons.crashed : reasons.get(reason);
}

const reasons: ReadonlyMap<string, number> = new Map(Object.entries(shutoffReasons));

const noHook = "its published ports would not lead to it after a boot of the host";
