import { constants } from "node:os";
import type { Writable } from "node:stream";
import { UserError } from "../protocol/errors";
import { collect } from "./collect";
import type { Environment } from "./environment";
import { findExecutable, whyNotExecutable } from "./executable";
import { startGated, type Gated } from "./gated";
import { endGroup } from "./group";
import { startGuard } from "./guard";
import { interrupted } from "./interrupted";
import type { Log } from "./output/log";

export interface Command {
    readonly argv: readonly [string, ...string[]];
    readonly cwd: string;
    /** The whole environment. Names are letters, digits and underscores: a shell passes on no others. */
    readonly env: Environment;
    readonly signal?: AbortSignal;
    /** Between SIGTERM and SIGKILL, when the command is told to stop. */
    readonly graceMs?: number;
    /** Writes what the command reads, and ends it. Default: there is nothing to read. */
    readonly input?: (stdin: Writable) => void;
    /** Called with what the command prints to stdout, byte for byte. */
    readonly onOutput?: (bytes: Buffer) => void;
    /** Takes secrets out of a line that is shown, logged or in the tail. */
    readonly redact?: (text: string) => string;
    /** Called with every line, and with each state of one that is written over. */
    readonly onLine?: (line: string) => void;
    readonly log?: Log;
    /** What to do about a command that is not there. */
    readonly whenMissing?: (command: string) => string | undefined;
}

/** How a command ended. Its lines are without terminal escapes. */
export interface CommandResult {
    /** As a shell says it: 128 and the signal's number for a command that a signal ended. */
    readonly exitCode: number;
    readonly signal?: NodeJS.Signals;
    /** The last lines of stdout and stderr, as they came, without secrets. */
    readonly tail: readonly string[];
    /** All lines, for a program to understand: secrets are still in them. Of very many, the first and the last. */
    readonly stdout: string;
    readonly stderr: string;
}

const defaultGraceMs = 5_000;

/**
 * Runs a command as a process group of its own, without a terminal. However this call ends, and
 * however this process ends, nothing of the group is left: what the command itself leaves running is ended too.
 */
export async function run(command: Command): Promise<CommandResult> {
    command.signal?.throwIfAborted();
    await requireExecutable(command);
    const { graceMs = defaultGraceMs } = command;
    const guard = startGuard(graceMs);
    try {
        const child = await startGated(command);
        try {
            await guard.watch(child.group);
            return await finish(child, { ...command, graceMs });
        } finally {
            await endGroup(child.group, graceMs);
        }
    } finally {
        await guard.dismiss();
    }
}

async function finish(child: Gated, command: Command & { readonly graceMs: number }): Promise<CommandResult> {
    const { signal, graceMs } = command;
    const output = collect(child, command);
    const stop = (): void => void endGroup(child.group, graceMs);
    signal?.addEventListener("abort", stop);
    try {
        child.letGo();
        if (child.stdin) command.input?.(child.stdin);
        if (signal?.aborted) stop();
        const [code, killedBy] = await child.exited;
        await endGroup(child.group, graceMs);
        const lines = await output.finish();
        if (signal?.aborted) throw interrupted(command, lines, signal.reason);
        return { ...exitStatus(code, killedBy), ...lines };
    } finally {
        signal?.removeEventListener("abort", stop);
    }
}

function exitStatus(
    code: number | null,
    signal: NodeJS.Signals | null,
): Pick<CommandResult, "exitCode" | "signal"> {
    if (signal === null) return { exitCode: code ?? 0 };
    return { exitCode: 128 + constants.signals[signal], signal };
}

async function requireExecutable({ argv, cwd, env, whenMissing }: Command): Promise<void> {
    const [name] = argv;
    if ((await findExecutable(name, { searchPath: env.PATH, cwd })) !== undefined) return;
    const remedy = whenMissing?.(name);
    const reason = await whyNotExecutable(name, cwd);
    throw new UserError(`${name} cannot be run: ${reason}.${remedy ? ` ${remedy}` : ""}`);
}
