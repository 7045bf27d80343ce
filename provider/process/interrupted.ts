import { UserError } from "../protocol/errors";
import type { Command, CommandResult } from "./run";

const linesShown = 20;

/**
 * What a command that was told to stop ends in: how far it had come and where its whole log is, which tell why it took
 * so long. Without a log it is a question of the provider's own, whose asker knows best what to say: that one gets
 * the reason itself.
 */
export function interrupted(
    { argv, log, redact = (text) => text }: Pick<Command, "argv" | "log" | "redact">,
    { tail }: Pick<CommandResult, "tail">,
    reason: unknown,
): unknown {
    if (log === undefined) return reason;
    const lines = tail.slice(-linesShown).map((line) => `    ${line}`.trimEnd());
    const printed = lines.length > 0 ? "These were its last lines:" : "It had printed nothing.";
    const message = [`${redact(argv[0])} was stopped before it had finished. ${printed}`, ...lines];
    return new UserError(message.join("\n"), { logPath: log.path, cause: reason });
}
