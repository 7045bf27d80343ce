import { chosenIn, type Chosen } from "./addresses";
import { firstOf, allOf, parseAnswers, type Answer } from "./answers";
import type { InstanceCondition, InstanceExit } from "../condition";
import { portsAltered } from "../lifecycle/repair";
import { managerNamed } from "./managers/list";
import type { ServiceState } from "./managers/manager";

/** What a look at a host has shown of one instance. */
export interface Sight {
    readonly name: string;
    /** Its owner line. */
    readonly owner: string;
    /** The name of what keeps it running. */
    readonly manager: string;
    readonly inputs: string;
    /** Those that were chosen on the host. */
    readonly addresses: Chosen;
    readonly report: string;
    /** What runs it says of itself. */
    readonly version?: string;
    /** From its start until its probe passed, in seconds. */
    readonly bootSeconds?: number;
    readonly service: ServiceState;
    /** What is not as it was made, in words, each a line or a diff. */
    readonly altered: readonly string[];
}

export function sightsIn(output: string): Sight[] {
    const sights: Sight[] = [];
    let block: Answer[] = [];
    for (const answer of parseAnswers(output)) {
        if (answer.word === "instance") block = [];
        block.push(answer);
        if (answer.word === "end") sights.push(sightOf(block));
    }
    return sights;
}

function sightOf(block: readonly Answer[]): Sight {
    const manager = firstOf(block, "manager") ?? "";
    const service = managerNamed(manager).state(allOf(block, "show"));
    return {
        manager,
        name: firstOf(block, "instance") ?? "",
        owner: firstOf(block, "owner") ?? "",
        inputs: firstOf(block, "inputs") ?? "",
        addresses: chosenIn(allOf(block, "address")),
        report: firstOf(block, "report") ?? "",
        version: firstOf(block, "version") || undefined,
        bootSeconds: bootSecondsIn(firstOf(block, "passed")),
        service,
        altered: [...alterations(block, manager, service), ...service.faults],
    };
}

/** `12.34 11900000`: when its probe passed in seconds, and when it was started in microseconds, after the boot. */
function bootSecondsIn(passed = ""): number | undefined {
    const [, at, start] = /^([\d.]+) (\d+)$/.exec(passed) ?? [];
    if (at === undefined || start === undefined) return undefined;
    return Math.max(0, Math.round(Number(at) * 1000 - Number(start) / 1000) / 1000);
}

/** Its TAP devices are there while it runs. */
function alterations(block: readonly Answer[], manager: string, { activity }: ServiceState): string[] {
    const unit = allOf(block, "unit");
    return [
        ...(unit.length === 0
            ? []
            : [[`its ${managerNamed(manager).definition} is not as it was written:`, ...unit].join("\n")]),
        ...allOf(block, "image").map(() => "its image is not there or has other bytes"),
        ...(activity === "running" ? allOf(block, "tap") : []),
        ...allOf(block, "port").map(() => portsAltered),
    ];
}

export function conditionOf(
    { activity, restarts, exit: ended }: ServiceState,
    verdict?: number,
): InstanceCondition {
    if (activity === "running") return { state: "running" };
    const exit = exitOf(ended, restarts, verdict);
    if (activity === "changing") return { state: "restarting", exit };
    return exit ? { state: "exited", exit } : { state: "gone" };
}

/** The status of a signal is none that the hypervisor could have made. */
function exitOf(exit: ServiceState["exit"], restarts: number, verdict?: number): InstanceExit | undefined {
    if (exit === undefined) return undefined;
    const { status, bySignal } = exit;
    return { status, verdict: bySignal ? status : verdict, restarts };
}
