import { UserError } from "../../protocol/errors";
import type { BuildRequest, StageResult } from "../toolchain";

const linesShown = 20;

/** The user's error for a failed stage: what it means, the tool's last lines, and where the log is. */
export function stageFailure(logPath: string, redact: (text: string) => string): BuildRequest<never>["fail"] {
    return (stage, explanation, result) => {
        const lines = result?.tail.slice(-linesShown).map((line) => `    ${line}`.trimEnd()) ?? [];
        const reasons = [redact(`The build failed at its stage ${stage}: ${explanation}`), ...hints(result)];
        throw new UserError([reasons.join(" "), ...lines].join("\n"), { logPath });
    };
}

/** What the end of any tool may mean. */
function hints(result: StageResult | undefined): string[] {
    if (result === undefined) return [];
    const isDiskFull = result.tail.some((line) => /No space left on device|ENOSPC/.test(line));
    return [
        ...(result.exitCode === 137 ? ["It was killed, most often because the memory ran out."] : []),
        ...(isDiskFull ? ["The disk is full: free some space, or set unikernel:store to another one."] : []),
    ];
}
