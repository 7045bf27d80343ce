import type { ExitRules } from "../hypervisors/hypervisor";

/** What the supervisor does with a hypervisor that ends, or has to end. */
export interface Policy {
    readonly restart: "no" | "on-failure" | "always";
    /** Restarts in a row before it is given up. */
    readonly limit: number;
    /** Running for so long ends the row. */
    readonly steadySeconds: number;
    readonly graceSeconds: number;
    readonly consoleBytes: number;
    readonly exit: ExitRules;
}

/** As the supervisor reads it. None of the values holds a line break. */
export function formatPolicy({
    restart,
    limit,
    steadySeconds,
    graceSeconds,
    consoleBytes,
    exit,
}: Policy): string {
    const lines = [
        `restart=${restart}`,
        `limit=${limit}`,
        `steady=${steadySeconds}`,
        `grace=${graceSeconds}`,
        `bytes=${consoleBytes}`,
        `success=${exit.success.join(" ")}`,
        `permanent=${exit.permanent.join(" ")}`,
        ...exit.verdicts.map(({ status, sed }) => `verdict=${status} ${sed}`),
    ];
    return lines.map((line) => `${line}\n`).join("");
}
