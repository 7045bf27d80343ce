import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";

type Seen = Pick<InstanceOutputs, "state" | "exitStatus" | "exitReason" | "bootSeconds">;

/** What an update has to do to make an instance what it should be. */
export interface Repair {
    /** To start it again, or to wait until it is ready. */
    readonly action: "start" | "wait";
    /** The output that is not as it should be. */
    readonly property: "state" | "bootSeconds";
    readonly reason: string;
}

/**
 * Pure. An instance that ended with status 0 has done its work, unless it is always to run or its probe never passed.
 */
export function repairOf(
    { state, exitStatus, exitReason, bootSeconds }: Seen,
    { restart, probe }: Partial<InstanceInputs>,
): Repair | undefined {
    const notReady = probe !== undefined && bootSeconds === undefined;
    const end = `it exited with status ${exitStatus}: ${exitReason}`;
    if (state === "gone") return startAgain("it no longer runs");
    if (state === "exited" && (exitStatus !== 0 || restart === "always" || notReady)) return startAgain(end);
    if (notReady) return { action: "wait", property: "bootSeconds", reason: "its probe has not passed yet" };
    const keepsFailing = state === "restarting" && exitStatus !== undefined && exitStatus !== 0;
    if (!keepsFailing) return undefined;
    return { action: "wait", property: "state", reason: `${end}. It is being started again` };
}

/** What a look says where published ports lead elsewhere or nowhere: they are published again, and nothing is stopped for that. */
export const portsAltered = "its published ports do not lead to it";

/** Pure. Whether it has to be ended and started to be as it was made. */
export function needsRestart({ altered }: Pick<InstanceOutputs, "altered">): boolean {
    return altered !== undefined && altered !== portsAltered;
}

function startAgain(why: string): Repair {
    return { action: "start", property: "state", reason: `${why}. It will be started again` };
}
