import type { Exit } from "./hypervisors/hypervisor";

/** How an instance ended, the last time it did. */
export interface InstanceExit extends Exit {
    readonly restarts: number;
}

/** What has become of an instance, wherever it is. */
export type InstanceCondition =
    | { readonly state: "running" }
    | { readonly state: "restarting"; readonly exit?: InstanceExit }
    | { readonly state: "exited"; readonly exit: InstanceExit }
    | { readonly state: "gone" };

export function exitOf(condition: InstanceCondition): InstanceExit | undefined {
    return condition.state === "exited" || condition.state === "restarting" ? condition.exit : undefined;
}
