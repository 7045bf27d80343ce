import { posix } from "node:path";
import type { Architecture, Target } from "../artifact/artifact";
import type { Failure } from "../protocol/errors";
import { command } from "./command";
import type { CommandOptions } from "./command/options";
import { dune } from "./dune";
import { DuneOptions } from "./dune/options";
import { mirage } from "./mirage";
import { MirageOptions } from "./mirage/options";
import { literalPattern } from "./source/ignore/literal";
import type { BuildOutcome, BuildRequest, Toolchain } from "./toolchain";

export type ToolchainName = "mirage" | "dune" | "command";

/** The options that a program gives: those of the toolchain it uses. */
export interface ToolchainOptions {
    readonly mirage?: MirageOptions;
    readonly dune?: DuneOptions;
    readonly command?: CommandOptions;
}

/** A toolchain with its options. */
export interface ReadyToolchain {
    readonly name: ToolchainName;
    readonly targets: readonly Target[];
    readonly defaultTarget: Target;
    readonly outputs: readonly string[];
    /** Whether it solves dependencies to a lock. */
    readonly hasLock: boolean;
    /** Whether a file for a Solo5 target must say so itself, in an ABI note. */
    readonly leavesAbiNote: boolean;
    readonly options: MirageOptions | DuneOptions | CommandOptions;
    readonly check: (target: Target, arch: Architecture) => readonly Failure[];
    readonly build: (request: Omit<BuildRequest<never>, "options">) => Promise<BuildOutcome>;
}

/** In the order in which they are tried on a tree: a MirageOS unikernel may have a dune-project too. */
const toolchains: Readonly<Record<ToolchainName, Pick<Toolchain<never>, "detects" | "outputs">>> = {
    mirage,
    dune,
    command,
};
export const toolchainNames = Object.keys(toolchains) as ToolchainName[];

/** The toolchain for a tree with these top-level entries: the one named, or the one given options, or the one it looks like. */
export function chooseToolchain(
    entries: ReadonlySet<string>,
    named: ToolchainName | undefined,
    withOptions: readonly ToolchainName[],
): ToolchainName | undefined {
    if (named !== undefined) return named;
    const [only, ...others] = withOptions;
    if (only !== undefined && others.length === 0) return only;
    return toolchainNames.find((name) => toolchains[name].detects(entries));
}

export function namesWithOptions(options: ToolchainOptions): ToolchainName[] {
    return toolchainNames.filter((name) => options[name] !== undefined);
}

/** What a toolchain leaves in a source tree, as .gitignore patterns. */
export function outputsOf(
    name: ToolchainName | undefined,
    { command: own }: ToolchainOptions,
): readonly string[] {
    if (name === undefined) return [];
    const file = name === "command" && own !== undefined ? [literalPattern(plainPath(own.output))] : [];
    return [...toolchains[name].outputs, ...file];
}

/** `out/web` for `./out//web`: a pattern has to have the very path. */
function plainPath(path: string): string {
    return posix.normalize(path).replace(/\/$/, "");
}

/** Nothing for a toolchain that cannot do without options and has none. */
export function readyToolchain(name: ToolchainName, options: ToolchainOptions): ReadyToolchain | undefined {
    switch (name) {
        case "mirage":
            return ready(mirage, name, options.mirage ?? MirageOptions.parse({}), {
                hasLock: true,
                leavesAbiNote: true,
            });
        case "dune":
            return ready(dune, name, options.dune ?? DuneOptions.parse({}));
        case "command":
            return options.command && ready(command, name, options.command);
    }
}

function ready<Options extends ReadyToolchain["options"]>(
    toolchain: Toolchain<Options>,
    name: ToolchainName,
    options: Options,
    { hasLock = false, leavesAbiNote = false } = {},
): ReadyToolchain {
    const { targets, defaultTarget, outputs } = toolchain;
    return {
        ...{ name, targets, defaultTarget, outputs, hasLock, leavesAbiNote, options },
        check: (target, arch) => toolchain.check(options, target, arch),
        build: (request) => toolchain.build({ ...request, options }),
    };
}
