import type { Architecture, Device, Target } from "../artifact/artifact";
import type { Failure } from "../protocol/errors";

/** Runs one stage of a build: a process group of its own, its output in the build's log and the status line. */
export type RunStage = (stage: Stage) => Promise<StageResult>;

export interface Stage {
    /** Shown in the status line and in errors: `configure`, `lock`, `build`. */
    readonly name: string;
    readonly argv: readonly [string, ...string[]];
    /** Added to the build's environment; `undefined` removes a variable. */
    readonly env?: Readonly<Record<string, string | undefined>>;
    /** Below the workspace. Default: the workspace itself. */
    readonly cwd?: string;
}

/** How a stage's process ended. Its lines are without terminal escapes. */
export interface StageResult {
    readonly exitCode: number;
    /** The last lines of stdout and stderr as they came, without secrets. */
    readonly tail: readonly string[];
    /** Whole, to be parsed: a secret that is a part of a path or a version has to stay in it. */
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs an action while no other build on this machine that uses the same store runs one under the same name. */
export type Exclusively = <Result>(
    lock: { readonly name: string; readonly waitsFor: string },
    action: () => Promise<Result>,
) => Promise<Result>;

export interface BuildRequest<Options> {
    /** A private copy of the source tree, with what earlier builds left in it. */
    readonly workspace: string;
    readonly target: Target;
    readonly arch: Architecture;
    readonly options: Options;
    /** The contents of the lock to build with. Absent: solve, and answer the new one. */
    readonly lock?: string;
    readonly run: RunStage;
    /** For what builds in different workspaces share: `waitsFor` is what the status line says of the others. */
    readonly exclusively: Exclusively;
    readonly signal: AbortSignal;
    /**
     * Throws the user's error for a failed stage: the tool's last lines and the path of the whole log with it. Takes
     * secrets out of the explanation, which may quote the tool.
     */
    readonly fail: (stage: string, explanation: string, result?: StageResult) => never;
}

export interface BuildOutcome {
    /** Absolute path of the file the build made. It is new: the toolchain has seen to that. */
    readonly file: string;
    /** The dependencies' lock, for a toolchain that has one. */
    readonly lock?: string;
    /** Tool → version, of everything that had a part in it. Secrets are taken out of what becomes of it. */
    readonly versions: Readonly<Record<string, string>>;
    /** Devices to attach, where the file itself has no manifest that says so. */
    readonly devices?: readonly Device[];
}

/** One way of making an ELF from a source tree. A toolchain is a file and a line in the list of them. */
export interface Toolchain<Options> {
    readonly name: string;
    /** Whether a tree with these top-level entries is this toolchain's. */
    readonly detects: (entries: ReadonlySet<string>) => boolean;
    readonly defaultTarget: Target;
    readonly targets: readonly Target[];
    /** What it leaves in a source tree: .gitignore patterns, left out of the source hash and the workspace. */
    readonly outputs: readonly string[];
    /** What is wrong with its options, before anything runs. Pure. */
    readonly check: (options: Options, target: Target, arch: Architecture) => readonly Failure[];
    readonly build: (request: BuildRequest<Options>) => Promise<BuildOutcome>;
}
