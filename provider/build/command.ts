import { rm } from "node:fs/promises";
import { join, posix } from "node:path";
import { targets } from "../artifact/artifact";
import type { Failure } from "../protocol/errors";
import type { CommandOptions } from "./command/options";
import type { BuildOutcome, BuildRequest, StageResult, Toolchain } from "./toolchain";

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
    const file = join(workspace, options.output);
    await rm(file, { recursive: true, force: true });
    const result = await run({
        name: "build",
        argv: [executable, ...rest],
        env: { UNIKERNEL_TARGET: target, UNIKERNEL_ARCH: arch },
    });
    if (result.exitCode !== 0) request.fail("build", explain(executable, result), result);
    return { file, versions: {}, devices: options.devices };
}

function explain(executable: string, { exitCode }: StageResult): string {
    return `\`${executable}\` ended with exit code ${exitCode}.`;
}
