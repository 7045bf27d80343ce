import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import type { Policy } from "../local/policy";

const megabyte = 1024 * 1024;

/** What of the inputs can change while it runs. */
export function policyOf(
    { image, restart = "on-failure", restartLimit = 5, grace }: InstanceInputs,
    hypervisor: Hypervisor,
): Policy {
    return {
        restart,
        limit: restartLimit,
        steadySeconds: 60,
        graceSeconds: graceOf({ grace }),
        consoleBytes: 4 * megabyte,
        exit: hypervisor.exitRules(image),
    };
}

export const defaultGraceSeconds = 10;

export function drainOf({ drain = 10 }: Pick<InstanceInputs, "drain">): number {
    return drain;
}

export function graceOf({ grace = defaultGraceSeconds }: Pick<InstanceInputs, "grace">): number {
    return grace;
}
