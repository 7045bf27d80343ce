import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Ends a process group when this process dies, by SIGKILL even. A process of its own, in a session of its own, that
 * reads a pipe from us: the kernel closes it when we are gone, however that came about.
 */
export interface Guard {
    /** Resolves when the group is guarded. */
    watch(group: number): Promise<void>;
    /** There is nothing left to guard. */
    dismiss(): Promise<void>;
}

const script = `
read -r group || exit 0
read -r dismissed && exit 0
signal() { kill -s "$1" -- "-$group" 2>/dev/null; }
signal TERM || exit 0
signal CONT
tenths=$1
while [ "$tenths" -gt 0 ] && signal 0; do
    sleep 0.1
    tenths=$((tenths - 1))
done
signal KILL
`;

export function startGuard(graceMs: number): Guard {
    const tenths = String(Math.ceil(graceMs / 100));
    const guard = spawn("/bin/sh", ["-c", script, "pulumi-unikernel-guard", tenths], {
        cwd: "/",
        env: { PATH: process.env.PATH },
        detached: true,
        stdio: ["pipe", "ignore", "ignore"],
    });
    const gone = once(guard, "exit");
    const say = (line: string): Promise<void> =>
        new Promise((resolve, reject) => {
            guard.stdin.write(`${line}\n`, (error) => {
                if (error) reject(error);
                else resolve();
            });
        });
    // Both are awaited below; until then nothing listens.
    gone.catch(() => undefined);
    guard.stdin.on("error", () => undefined);

    return {
        watch: (group) =>
            Promise.race([
                say(String(group)),
                gone.then(() => Promise.reject(new Error("the guard of a command has died"))),
            ]),
        async dismiss() {
            await say("dismissed").catch(() => undefined);
            await gone.catch(() => undefined);
        },
    };
}
