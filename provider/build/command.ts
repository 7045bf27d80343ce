import { rm } from "node:fs/promises";
import { join, posix } from "node:path";
import { targets } from "../artifact/artifact";
import type { Failure } from "../protocol/errors";
import type { CommandOptions } from "./command/options";
import type { BuildOutcome, BuildRequest, RunStage, StageResult, Toolchain } from "./toolchain";
import { versionIn } from "./tools";

/** Any command, and the file it makes. */
export const command: Toolchain<CommandOptions> = {
    name: "command",
    // Nothing in a tree says which command is meant.
    detects: () => false,
    defaultTarget: "unix",
    targets,
    outputs: [],
    check,
    build,
};

function check({ argv, output }: CommandOptions): Failure[] {
    const failures: Failure[] = [];
    if (argv[0] === "") failures.push({ property: "argv[0]", reason: "is empty; it is the command to run" });
    if (argv.some((argument) => argument.includes("\0"))) {
        failures.push({ property: "argv", reason: "holds a NUL character, which no command can be given" });
    }
    if (!isBelow(output)) {
        const reason = "must be a path relative to the source, without `..`: builds happen in a copy of it";
        failures.push({ property: "output", reason });
    }
    return failures;
}

/** Whether a path names something inside of a folder, not the folder itself. */
function isBelow(path: string): boolean {
    const normal = posix.normalize(path);
    return !posix.isAbsolute(path) && normal !== "." && normal !== ".." && !normal.startsWith("../");
}

async function build(request: BuildRequest<CommandOptions>): Promise<BuildOutcome> {
    const { workspace, target, arch, options, run } = request;
    const [executable = "", ...rest] = options.argv;
    const versions = await findVersions(executable, run);
    const file = join(workspace, options.output);
    await rm(file, { recursive: true, force: true });
    const result = await run({
        name: "build",
        argv: [executable, ...rest],
        env: { UNIKERNEL_TARGET: target, UNIKERNEL_ARCH: arch },
    });
    if (result.exitCode !== 0) request.fail("build", explain(executable, result), result);
    return { file, versions, devices: options.devices };
}

/** Commands of which it is known how to ask, and what else has a part in what they make. */
const asked: Readonly<Record<string, readonly string[]>> = {
    cargo: ["cargo", "rustc"],
    clang: ["clang"],
    cmake: ["cmake"],
    gcc: ["gcc"],
    make: ["make"],
    ninja: ["ninja"],
    rustc: ["rustc"],
};

async function findVersions(executable: string, run: RunStage): Promise<Record<string, string>> {
    const versions: Record<string, string> = {};
    for (const name of asked[executable] ?? []) {
        const { exitCode, stdout } = await run({ name: "tools", argv: [name, "--version"] });
        const version = exitCode === 0 ? versionIn(stdout) : undefined;
        if (version !== undefined) versions[name] = version;
    }
    return versions;
}

function explain(executable: string, { exitCode }: StageResult): string {
    return `\`${executable}\` ended with exit code ${exitCode}.`;
}
