import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Target } from "../../../provider/artifact/artifact";
import { storeLayout } from "../../../provider/artifact/layout";
import { withLock } from "../../../provider/artifact/lock";
import { mirage } from "../../../provider/build/mirage";
import { MirageOptions } from "../../../provider/build/mirage/options";
import type { BuildOutcome } from "../../../provider/build/toolchain";
import { UserError } from "../../../provider/protocol/errors";
import { machineArchitecture } from "../../../provider/build/machine";
import { baseEnvironment, withVariables } from "../../../provider/process/environment";
import { run } from "../../../provider/process/run";
import type { Toolbox } from "../../doubles/mirage/install";

export const hello: Readonly<Record<string, string>> = {
    "config.ml": `(* mirage >= 4.4.0 & < 4.12.0 *)
open Mirage

let hello = runtime_arg ~pos:__POS__ "Unikernel.hello"
let packages = [ package "duration" ]
let main = main ~packages "Unikernel" job
let () = register "hello" [ main ]
`,
    "unikernel.ml": `let start () =
  Logs.info (fun f -> f "hello");
  Lwt.return_unit
`,
};

export interface BuildInputs {
    readonly target?: Target;
    readonly arch?: "x86_64" | "aarch64";
    readonly options?: Partial<MirageOptions>;
    readonly lock?: string;
    readonly signal?: AbortSignal;
    /** The machine's, where it is not the toolbox's. */
    readonly ambient?: NodeJS.ProcessEnv;
    /** Set by the program for this build. */
    readonly env?: Readonly<Record<string, string>>;
}

export interface Built extends BuildOutcome {
    /** The names of the stages that ran, without the looking for tools. */
    readonly stages: readonly string[];
}

export interface Project {
    readonly workspace: string;
    readonly write: (files: Readonly<Record<string, string>>) => void;
    readonly build: (inputs?: BuildInputs) => Promise<Built>;
    /** What the user is told when the build fails. */
    readonly failure: (inputs?: BuildInputs) => Promise<string>;
    readonly dispose: () => void;
}

/** A workspace as a build gets it, and builds in it with the doubles. */
export const openProject = (toolbox: Toolbox, files = hello): Project => {
    const workspace = mkdtempSync(join(tmpdir(), "mirage-project-"));
    const store = mkdtempSync(join(tmpdir(), "mirage-store-"));
    const write = (more: Readonly<Record<string, string>>): void => {
        for (const [path, contents] of Object.entries(more)) {
            mkdirSync(dirname(join(workspace, path)), { recursive: true });
            writeFileSync(join(workspace, path), contents);
        }
    };
    const build = async (inputs: BuildInputs = {}): Promise<Built> => {
        const { target = "spt", arch = machineArchitecture(), options = {}, lock } = inputs;
        const signal = inputs.signal ?? new AbortController().signal;
        const environment = { ...baseEnvironment(inputs.ambient ?? toolbox.env), ...inputs.env };
        const stages: string[] = [];
        const outcome = await mirage.build({
            workspace,
            target,
            arch,
            options: MirageOptions.parse(options),
            lock,
            run: async ({ name, argv, env }) => {
                if (name !== "tools") stages.push(name);
                return run({ argv, cwd: workspace, env: withVariables(environment, env), signal });
            },
            signal,
            exclusively: ({ name }, action) => withLock(storeLayout(store), name, { signal }, action),
            fail: (stage, explanation, result) => {
                throw new UserError([`${stage}: ${explanation}`, ...(result?.tail ?? [])].join("\n"));
            },
        });
        return { ...outcome, stages };
    };
    write(files);
    return {
        workspace,
        write,
        build,
        failure: async (inputs) => {
            try {
                await build(inputs);
            } catch (error) {
                if (error instanceof UserError) return error.message;
                throw error;
            }
            throw new Error("the build did not fail");
        },
        dispose: () => {
            for (const folder of [workspace, store]) rmSync(folder, { recursive: true, force: true });
        },
    };
};
