import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { baseEnvironment } from "../../process/environment";
import type { Attempt } from "./attempts";

/** By the system's `ping`, which may send what a plain user may not. Options differ, but for this one. */
export function icmpAttempt(address: string): Attempt {
    return async (signal) => {
        try {
            await promisify(execFile)("ping", ["-c", "1", address], { signal, env: baseEnvironment() });
        } catch (error) {
            throw new Error(problemOf(address, error as NodeJS.ErrnoException & { stderr?: string }), {
                cause: error,
            });
        }
    };
}

function problemOf(address: string, { code, stderr = "" }: { code?: unknown; stderr?: string }): string {
    if (code === "ENOENT")
        return "there is no `ping` here. Install it: `apt install iputils-ping` (Debian, Ubuntu)";
    return stderr.trim() || `${address} did not answer a ping`;
}
