import { spawn } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { RunStage, Stage } from "../../provider/build/toolchain";

export interface StageRunner {
    readonly run: RunStage;
    /** The stages that ran, in their order. */
    readonly stages: readonly Stage[];
}

const withoutUndefined = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));

/** Runs stages as a build does: really, each in a process group of its own that ends with the signal. */
export const stageRunner = (
    workspace: string,
    env: NodeJS.ProcessEnv,
    signal: AbortSignal = new AbortController().signal,
): StageRunner => {
    const stages: Stage[] = [];
    const run: RunStage = async (stage) => {
        stages.push(stage);
        const [file, ...args] = stage.argv;
        const child = spawn(file, args, {
            cwd: join(workspace, stage.cwd ?? ""),
            env: withoutUndefined({ ...env, ...stage.env }),
            detached: true,
            stdio: ["ignore", "pipe", "pipe"],
        });
        const endGroup = (): void => {
            if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
        };
        signal.addEventListener("abort", endGroup);
        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        const exitCode = await new Promise<number>((resolve) => {
            child.on("error", () => {
                resolve(127);
            });
            child.on("close", (code) => {
                resolve(code ?? 143);
            });
        });
        signal.removeEventListener("abort", endGroup);
        const [out, err] = [stdout, stderr].map(stripVTControlCharacters) as [string, string];
        return { exitCode, stdout: out, stderr: err, tail: `${out}${err}`.trimEnd().split("\n").slice(-20) };
    };
    return { run, stages };
};
