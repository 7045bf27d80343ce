import { chosenIn, type Chosen } from "./addresses";
import { firstOf, allOf, parseAnswers, type Answer } from "./answers";
import type { InstanceCondition, InstanceExit } from "../condition";

/** What a look at a host has shown of one instance. */
export interface Sight {
    readonly name: string;
    /** The first line of its unit file as it was written. */
    readonly owner: string;
    readonly inputs: string;
    /** Those that were chosen on the host. */
    readonly addresses: Chosen;
    readonly report: string;
    /** From its start until its probe passed, in seconds. */
    readonly bootSeconds?: number;
    readonly service: ServiceState;
    /** What is not as it was made, in words, each a line or a diff. */
    readonly altered: readonly string[];
}

/** The properties of a service that systemd tells. */
export interface ServiceState {
    readonly loaded: boolean;
    readonly active: string;
    readonly sub: string;
    readonly restarts: number;
    /** 1: exited, 2: killed by a signal, 3: dumped core; 0: not ended, or never started. */
    readonly endedBy: number;
    readonly status: number;
    readonly enabled: boolean;
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
    const service = serviceState(allOf(block, "show"));
    return {
        name: firstOf(block, "instance") ?? "",
        owner: firstOf(block, "owner") ?? "",
        inputs: firstOf(block, "inputs") ?? "",
        addresses: chosenIn(allOf(block, "address")),
        report: firstOf(block, "report") ?? "",
        bootSeconds: bootSecondsIn(firstOf(block, "passed")),
        service,
        altered: [...alterations(block), ...notEnabled(service)],
    };
}

/** `12.34 11900000`: when its probe passed in seconds, and when it was started in microseconds, after the boot. */
function bootSecondsIn(passed = ""): number | undefined {
    const [, at, start] = /^([\d.]+) (\d+)$/.exec(passed) ?? [];
    if (at === undefined || start === undefined) return undefined;
    return Math.max(0, Math.round(Number(at) * 1000 - Number(start) / 1000) / 1000);
}

function alterations(block: readonly Answer[]): string[] {
    const unit = allOf(block, "unit");
    return [
        ...(unit.length === 0 ? [] : [["its unit file is not as it was written:", ...unit].join("\n")]),
        ...allOf(block, "image").map(() => "its image is not there or has other bytes"),
        ...allOf(block, "tap"),
        ...allOf(block, "port"),
    ];
}

function notEnabled({ loaded, enabled }: ServiceState): string[] {
    if (!loaded) return ["systemd does not know its service"];
    return enabled ? [] : ["it would not be started when the host boots"];
}

function serviceState(lines: readonly string[]): ServiceState {
    const properties = new Map(
        lines.map((line) => {
            const end = line.indexOf("=");
            return [line.slice(0, end), line.slice(end + 1)] as const;
        }),
    );
    const number = (name: string): number => Number(properties.get(name) ?? 0) || 0;
    return {
        loaded: properties.get("LoadState") === "loaded",
        active: properties.get("ActiveState") ?? "inactive",
        sub: properties.get("SubState") ?? "dead",
        restarts: number("NRestarts"),
        endedBy: number("ExecMainCode"),
        status: number("ExecMainStatus"),
        enabled: properties.get("UnitFileState") === "enabled",
    };
}

export function conditionOf(service: ServiceState, verdict?: number): InstanceCondition {
    const exit = exitOf(service, verdict);
    if (service.active === "active" || service.active === "reloading") return { state: "running" };
    if (service.active === "activating" || service.active === "deactivating")
        return { state: "restarting", exit };
    return exit ? { state: "exited", exit } : { state: "gone" };
}

const exited = 1;

/** A signal is told in a shell's way, as 128 and its number. It is no status that the hypervisor could have made. */
function exitOf({ endedBy, status, restarts }: ServiceState, verdict?: number): InstanceExit | undefined {
    if (endedBy === 0) return undefined;
    if (endedBy === exited) return { status, verdict, restarts };
    return { status: 128 + status, verdict: 128 + status, restarts };
}
