import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";

type Restart = InstanceInputs["restart"];

/**
 * Why an instance has to be started again; nothing when it is as it should be. One that ended with status 0 has done
 * its work, unless it is always to run. Pure.
 */
export function driftOf(
    { state, exitStatus, exitReason }: Pick<InstanceOutputs, "state" | "exitStatus" | "exitReason">,
    restart: Restart,
): string | undefined {
    switch (state) {
        case "running":
        case "restarting":
            return undefined;
        case "gone":
            return "it no longer runs; it will be started again";
        case "exited":
            if (exitStatus === 0 && restart !== "always") return undefined;
            return `it exited with status ${exitStatus} (${exitReason}); it will be started again`;
    }
}
