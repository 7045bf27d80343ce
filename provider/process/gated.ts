import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Command } from "./run";

/** A command that has a process and a process group already, but begins only when it is let go. */
export interface Gated {
    /** The number of its process, which leads the group. */
    readonly group: number;
    readonly stdout: Readable;
    readonly stderr: Readable;
    readonly exited: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
    letGo(): void;
}

/** Becomes the command when a line comes through the gate, and ends when the gate closes without one. */
const script = 'read -r go <&3 || exit 0; exec 3<&-; exec "$@"';

export async function startGated({ argv, cwd, env }: Pick<Command, "argv" | "cwd" | "env">): Promise<Gated> {
    const child = spawn("/bin/sh", ["-c", script, "sh", ...argv], {
        cwd,
        env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const exited = new Promise<Awaited<Gated["exited"]>>((resolve) => {
        child.once("exit", (code, signal) => {
            resolve([code, signal]);
        });
    });
    await once(child, "spawn");
    const [, stdout, stderr, gate] = child.stdio as unknown as [null, Readable, Readable, Writable];
    // The command may have been ended before it was let go.
    gate.on("error", () => undefined);
    return { group: child.pid ?? 0, stdout, stderr, exited, letGo: () => gate.end("go\n") };
}
