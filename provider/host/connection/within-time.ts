import { timeoutSignal } from "../../process/timeout";
import { UserError } from "../../protocol/errors";
import type { RunOptions } from "./connection";

/** Gives an action a signal that aborts with the caller's, and when its time is over. */
export async function withinTime<Result>(
    name: string,
    { signal, timeoutMs }: Pick<RunOptions, "signal" | "timeoutMs">,
    action: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
    if (timeoutMs === undefined) return action(signal);
    const timeout = timeoutSignal(timeoutMs);
    try {
        return await action(AbortSignal.any([signal, timeout]));
    } catch (error) {
        if (error !== timeout.reason) throw error;
        throw new UserError(`a script on ${name} did not end within ${timeoutMs / 1000} s.`, {
            cause: error,
        });
    }
}
