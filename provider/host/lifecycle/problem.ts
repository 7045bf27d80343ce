import type { Hypervisor } from "../hypervisors/hypervisor";
import type { Probe } from "../probe/schema";
import { scheduleOf } from "../probe/schedule";
import { exitOf, type InstanceCondition, type InstanceExit } from "../condition";
import type { Answer } from "../probe/attempts";

/** What waiting for an instance has shown. */
export interface Shown {
    readonly condition: InstanceCondition;
    /** Absent without a probe. */
    readonly answer?: Answer;
}

/** Why an instance does not count as ready; nothing when it does. Pure. */
export function problemOf(
    { condition, answer }: Shown,
    hypervisor: Hypervisor,
    probe?: Probe,
): string | undefined {
    const ended = exitOf(condition);
    if (answer === undefined) return endWithoutProbe(condition, hypervisor);
    if (answer.passed && (condition.state === "running" || isSuccess(ended, hypervisor))) return undefined;
    if (condition.state === "exited") return describeExit(condition.exit, hypervisor);
    if (condition.state === "gone") return "it was killed, together with its supervisor";
    if (answer.passed && ended)
        return `its probe passed, but it does not keep running: ${describeExit(ended, hypervisor)}`;
    const met = answer.lastProblem === undefined ? "" : `: ${answer.lastProblem}`;
    const last = ended ? `. It keeps ending: ${describeExit(ended, hypervisor)}` : "";
    return `its probe did not pass within ${scheduleOf(probe ?? {}).deadlineMs / 1000} s${met}${last}`;
}

function endWithoutProbe(condition: InstanceCondition, hypervisor: Hypervisor): string | undefined {
    const ended = exitOf(condition);
    if (condition.state === "running" || isSuccess(ended, hypervisor)) return undefined;
    return ended ? describeExit(ended, hypervisor) : "it was killed, together with its supervisor";
}

function isSuccess(exit: InstanceExit | undefined, hypervisor: Hypervisor): boolean {
    return exit !== undefined && hypervisor.explain(exit).status === 0;
}

function describeExit(exit: InstanceExit, hypervisor: Hypervisor): string {
    const { status, reason } = hypervisor.explain(exit);
    return `it exited with status ${status}${afterRestarts(exit.restarts)}: ${reason}`;
}

function afterRestarts(count: number): string {
    return count === 0 ? "" : `, after ${count} restart${count === 1 ? "" : "s"}`;
}

/** For the user: what is wrong, what the unikernel said last, and where the rest is. */
export function notReadyReasons(
    problem: string,
    consoleLines: readonly string[],
    consolePath: string,
): string[] {
    const said =
        consoleLines.length === 0
            ? ["Its console is empty."]
            : ["The last lines of its console:", ...consoleLines.map((line) => `    ${line}`)];
    return [[problem, ...said, `The whole console: ${consolePath}`].join("\n")];
}
