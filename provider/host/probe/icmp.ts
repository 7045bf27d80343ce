import { execa, type ExecaError } from "execa";
import { baseEnvironment } from "../../process/environment";
import { installing } from "../packages";
import type { Attempt } from "./attempts";

/** By the system's `ping`, which may send what a plain user may not. Options differ, but for this one. */
export function icmpAttempt(address: string): Attempt {
    return async (signal) => {
        const options = { cancelSignal: signal, env: baseEnvironment(), extendEnv: false } as const;
        try {
            await execa("ping", ["-c", "1", address], options);
        } catch (error) {
            throw new Error(problemOf(address, error as ExecaError<typeof options>), { cause: error });
        }
    };
}

function problemOf(address: string, { code, stderr }: { code?: string; stderr: string }): string {
    if (code === "ENOENT") return `there is no \`ping\` here. Install it: ${installing("ping")}`;
    return stderr.trim() || `${address} did not answer a ping`;
}
