import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Command } from "./run";

/** A command that has a process and a process group already, but begins only when it is let go. */
export interface Gated {
    /** The number of its process, which leads the group. */
    readonly group: number;
    /** Only of a command that reads its input. */
    readonly stdin?: Writable;
    readonly stdout: Readable;
    readonly stderr: Readable;
    readonly exited: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
    letGo(): void;
}

/** Becomes the command when a line comes through the gate, and ends when the gate closes without one. */
const script = 'read -r go <&3 || exit 0; exec 3<&-; exec "$@"';

export async function startGated({ argv, cwd, env, input }: Start): Promise<Gated> {
    const child = spawn("/bin/sh", ["-c", script, "sh", ...argv], {
        cwd,
        env,
        detached: true,
        stdio: [input ? "pipe" : "ignore", "pipe", "pipe", "pipe"],
    });
    const exited = new Promise<Awaited<Gated["exited"]>>((resolve) => {
        child.once("exit", (code, signal) => {
            resolve([code, signal]);
        });
    });
    await once(child, "spawn");
    const [stdin, stdout, stderr, gate] = child.stdio as unknown as Pipes;
    // The command may have been ended before it was let go, and need not read all that it is told.
    gate.on("error", () => undefined);
    stdin?.on("error", () => undefined);
    return {
        group: child.pid ?? 0,
        stdin: stdin ?? undefined,
        ...{ stdout, stderr, exited },
        letGo: () => gate.end("go\n"),
    };
}

type Start = Pick<Command, "argv" | "cwd" | "env" | "input">;

type Pipes = readonly [stdin: Writable | null, stdout: Readable, stderr: Readable, gate: Writable];
