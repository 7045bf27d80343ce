import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** npm runs scripts, tests and benchmarks in the repository's root. */
export const repository = process.cwd();

const pulumiHome = join(repository, ".work", "pulumi-home");

/** The engine's environment: its own home, a backend of files, and nothing that asks or goes looking for updates. */
export function engineEnvironment(backend: string, store: string): NodeJS.ProcessEnv {
    const built = join(pulumiHome, "versions", "3.259.0", "bin");
    const path = process.env.PATH ?? "";
    return {
        ...process.env,
        PATH: existsSync(built) ? [built, path].join(delimiter) : path,
        PULUMI_HOME: pulumiHome,
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_CONFIG_PASSPHRASE: "e2e",
        PULUMI_SKIP_UPDATE_CHECK: "1",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
        UNIKERNEL_STORE: store,
        NO_COLOR: "1",
    };
}

export interface Finished {
    readonly code: number | null;
    /** stdout and stderr as they came. */
    readonly output: string;
    readonly stdout: string;
    readonly stderr: string;
}

export interface Running {
    readonly process: ChildProcess;
    readonly finished: Promise<Finished>;
    /** Resolves once the output so far matches; rejects when the command ends without it. */
    seen(pattern: RegExp): Promise<void>;
    /** What Ctrl-C does: the signal goes to the whole foreground process group. */
    interrupt(): void;
}

/** No command of these tests takes a tenth of it; one that hangs is shown with its output. */
const limitMs = 150_000;

/** Starts one command of the CLI in a process group of its own, as a shell does. */
export function start(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Running {
    const child = spawn("pulumi", [...argv, "--non-interactive"], {
        cwd,
        env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let stdout = "";
    let stderr = "";
    const waiting = new Set<() => void>();
    const take = (chunk: Buffer): void => {
        output += chunk.toString();
        for (const look of [...waiting]) look();
    };
    child.stdout.on("data", (chunk: Buffer) => {
        stdout += chunk.toString();
        take(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
        stderr += chunk.toString();
        take(chunk);
    });
    const overdue = setTimeout(() => {
        output += `\n(ended by the test after ${limitMs / 1000} s)`;
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, limitMs);
    const finished = new Promise<Finished>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => {
            clearTimeout(overdue);
            resolve({ code, output, stdout, stderr });
        });
    });
    const seen = (pattern: RegExp): Promise<void> =>
        new Promise((resolve, reject) => {
            const look = (): void => {
                if (!pattern.test(output)) return;
                waiting.delete(look);
                resolve();
            };
            waiting.add(look);
            look();
            void finished.then(() => {
                reject(new Error(`pulumi ended without ${pattern.source}:\n${output}`));
            });
        });
    return {
        process: child,
        finished,
        seen,
        interrupt: () => {
            if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
        },
    };
}
