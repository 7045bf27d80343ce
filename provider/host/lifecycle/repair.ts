import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";

type Seen = Pick<InstanceOutputs, "state" | "exitStatus" | "exitReason" | "bootSeconds">;

/** What an update has to do to make an instance what it should be. */
export type Repair =
    | { readonly action: "start"; readonly property: "state"; readonly reason: string }
    | { readonly action: "probe"; readonly property: "bootSeconds"; readonly reason: string };

/**
 * Pure. An instance that ended with status 0 has done its work, unless it is always to run or its probe never passed.
 */
export function repairOf(
    { state, exitStatus, exitReason, bootSeconds }: Seen,
    { restart, probe }: Partial<InstanceInputs>,
): Repair | undefined {
    const notReady = probe !== undefined && bootSeconds === undefined;
    if (state === "gone") return startAgain("it no longer runs");
    if (state === "exited" && (exitStatus !== 0 || restart === "always" || notReady)) {
        return startAgain(`it exited with status ${exitStatus}: ${exitReason}`);
    }
    return notReady
        ? { action: "probe", property: "bootSeconds", reason: "its probe has not passed yet" }
        : undefined;
}

function startAgain(why: string): Repair {
    return { action: "start", property: "state", reason: `${why}. It will be started again` };
}
