import type { Script } from "../../../../../provider/host/connection";
import { tapTag } from "../../../../../provider/host/network/taps";
import { managerShell } from "../../../../../provider/host/remote/managers/list";
import type { ServiceManager } from "../../../../../provider/host/remote/managers/manager";
import { linuxPreparation } from "../../../../../provider/host/remote/managers/supervisor/preparation/linux";
import { markedAs, ownerLine, ownerMark } from "../../../../../provider/host/remote/owner";
import { waiting } from "../../../../../provider/host/remote/scripts/probe";
import { removeScript, type Yielding } from "../../../../../provider/host/remote/scripts/remove";
import { startScript, type StartRequest } from "../../../../../provider/host/remote/scripts/start";
import { urnOf } from "../../calls";

/** Keeps nothing but TAP devices, which it makes as a service script does. What it started is on record. */
export const manager: ServiceManager = {
    name: "double",
    definition: "text",
    text: () => "text",
    state: () => ({ activity: "running", restarts: 0, faults: [] }),
    consoleCommand: () => "",
    shell: `
${linuxPreparation}
double_available() { :; }
double_foreign() { :; }
double_define() { :; }
double_start() {
    while read -r tap bridge; do
        (tag=$tap_tag uid=61234 mac=fe:00:00:00:00:01 && make_tap)
    done <"$folder/taps"
    : >"$folder/running"
}
double_activity() { if [ -e "$root/instances/$1/running" ]; then echo running; else echo ended; fi; }
double_show() { :; }
double_text() { printf %s "$text"; }
double_console() { :; }
double_output() { echo ready; }
double_started() { echo 1; }
double_undefine() {
    [ -e "$root/instances/$1" ] || return 0
    rm -f "$root/instances/$1/running"
    tap=$(cut -d" " -f1 "$root/instances/$1/taps" 2>/dev/null || :)
    [ -z "$tap" ] || remove_tap "$tap" "$tap_tag"
}
`,
};

/** The image is there. */
export const image = "/var/lib/pulumi-unikernel/images/image";
export const unitOf = (generation: number): string => `000000000000000${generation}`;

/** What makes a generation of `www`, unless another resource is named. */
export function starting(
    generation: number,
    { urn = urnOf("www"), ...more }: Partial<StartRequest> & { readonly urn?: string } = {},
): Script {
    const unit = unitOf(generation);
    return startScript({
        ...{ name: `www-${generation}`, manager, tool: "", version: "", inputs: "{}" },
        ...{ text: "text", image, sha256: "", environment: "", report: "{}", consoleLines: 1 },
        ...{ restart: false, isNew: true, late: false, handover: false },
        ...{ ownerLine: ownerLine({ unit, urn }), mark: ownerMark({ unit }), tapTag: tapTag(unit) },
        ...{ bridges: [], taps: [], volumes: [], secrets: [], addresses: {} },
        ...{ ports: [], gateways6: [], publishing: "" },
        ...{ verdicts: [], wait: waiting({ console: "ready" }, undefined), ...more },
    });
}

export function removing(generation: number, yields: Yielding): Script {
    const unit = unitOf(generation);
    const { body, values } = removeScript({
        ...{ name: `www-${generation}`, managers: ["double"], mark: ownerMark({ unit }), image },
        ...{ urn: markedAs(urnOf("www")), tapTag: tapTag(unit), drainSeconds: 1, yields },
    });
    return { body: body.replace(managerShell, () => manager.shell), values };
}
