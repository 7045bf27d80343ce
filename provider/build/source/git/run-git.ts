import { baseEnvironment, withVariables } from "../../../process/environment";
import { run, type CommandResult } from "../../../process/run";
import { timeoutSignal } from "../../../process/timeout";
import { UserError } from "../../../protocol/errors";
import { sourceError } from "../source-error";
import { redactAddresses } from "./address";

export interface GitCall {
    readonly signal: AbortSignal;
    readonly env?: Readonly<Record<string, string>>;
    /** How long an answer may take. Default: as long as it likes. */
    readonly timeoutMs?: number;
    readonly onLine?: (line: string) => void;
}

/** Runs git, whatever its exit code. It has no terminal, so it never asks for a password. */
export async function runGit(args: readonly string[], call: GitCall): Promise<CommandResult> {
    const { signal, timeoutMs, onLine } = call;
    const timeout = timeoutMs === undefined ? undefined : timeoutSignal(timeoutMs);
    try {
        return await run({
            argv: ["git", ...args],
            cwd: "/",
            env: withVariables(baseEnvironment(), call.env),
            signal: timeout ? AbortSignal.any([signal, timeout]) : signal,
            redact: redactAddresses,
            onLine,
            whenMissing: () =>
                "A git source needs it. Install it: `apt install git`, `dnf install git` or `brew install git`.",
        });
    } catch (error) {
        if (timeoutMs !== undefined && error === timeout?.reason) {
            throw sourceError(`git ${args[0] ?? ""} got no answer within ${timeoutMs / 1000} s.`, error);
        }
        throw error instanceof UserError ? sourceError(error.message, error) : error;
    }
}

/** Runs git where only success will do. */
export async function git(what: string, args: readonly string[], call: GitCall): Promise<CommandResult> {
    const result = await runGit(args, call);
    if (result.exitCode !== 0) throw gitFailure(what, result);
    return result;
}

const linesShown = 5;

/** What could not be done, in git's own words. */
export function gitFailure(what: string, { exitCode, tail }: CommandResult): Error {
    const words = tail.slice(-linesShown).join("\n").trim() || `git ended with exit code ${exitCode}`;
    return sourceError(`${redactAddresses(what)}:\n${words}`);
}
