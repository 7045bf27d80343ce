import { join } from "node:path";
import type { Call } from "../../protocol/resource";
import { baseEnvironment, withVariables, type Environment } from "../../process/environment";
import type { Log } from "../../process/output/log";
import { run } from "../../process/run";
import type { Settings } from "../../settings";
import type { RunStage, Stage, StageResult } from "../toolchain";
import { installAdvice } from "../tools";

export interface StageContext {
    readonly call: Call<Settings>;
    readonly workspace: string;
    /** What the user has set. */
    readonly env: Environment;
    readonly log: Log;
}

/** Runs the stages of a build, each in the log under its command line and with its last line in the status. */
export function stageRunner({ call, workspace, env, log }: StageContext): RunStage {
    const environment = { ...baseEnvironment(), ...env };
    return async (stage) => {
        call.progress.status(stage.name);
        log.add(`$ ${call.redact(commandLine(stage.argv))}`);
        const started = performance.now();
        const result = await run({
            argv: stage.argv,
            cwd: join(workspace, stage.cwd ?? ""),
            env: withVariables(environment, stage.env),
            signal: call.signal,
            redact: call.redact,
            onLine(line) {
                if (line) call.progress.status(`${stage.name}: ${line}`);
            },
            log,
            whenMissing: installAdvice,
        });
        log.add(`[${stage.name}: ${howItEnded(result)}, ${seconds(started)} s]`);
        await log.flush();
        return result;
    };
}

function commandLine(argv: Stage["argv"]): string {
    return argv.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}

function howItEnded({ exitCode }: StageResult): string {
    return `exit code ${exitCode}`;
}

function seconds(started: number): string {
    return ((performance.now() - started) / 1000).toFixed(1);
}
