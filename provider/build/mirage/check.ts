import type { Architecture, Target } from "../../artifact/artifact";
import type { Failure } from "../../protocol/errors";
import type { MirageOptions } from "./options";
import { x86OnlyTargets } from "./targets";

/** Options of `mirage configure` that have a property of their own, or would keep it from configuring. */
const reserved: Readonly<Record<string, string>> = {
    t: "set the image's `target` instead",
    target: "set the image's `target` instead",
    depext: "set `depext: true` instead",
    "no-depext": "set `depext: false` instead, which is the default",
    "extra-repos": "set `extraRepos` instead",
    "no-extra-repo": "set `extraRepos: false` instead",
    "context-file": "mirage's context file stays in the build's own folder",
    "dry-run": "nothing would be built",
    help: "nothing would be built",
    version: "nothing would be built",
};

/** mirage keeps its arguments one a line and reads them back. */
const singleLine = (value: string): string | undefined =>
    /[\n\r\0]/.test(value) ? "must be a single line: mirage keeps its arguments one a line" : undefined;

const keyNameProblem = (name: string): string | undefined => {
    const instead = reserved[name];
    if (instead !== undefined) return `is not a key of config.ml: ${instead}`;
    if (/^[A-Za-z][A-Za-z0-9_-]+$/.test(name)) return undefined;
    return "is not a key's name: at least two letters, digits, `-` or `_`, beginning with a letter. Write one-letter options in `args`";
};

const optionName = (argument: string): string | undefined =>
    /^--([^=]+)/.exec(argument)?.[1] ?? /^-([A-Za-z])/.exec(argument)?.[1];

const argumentProblem = (argument: string): string | undefined => {
    const name = optionName(argument);
    const instead = name === undefined ? undefined : reserved[name];
    return instead === undefined ? singleLine(argument) : `\`${argument}\` cannot be given here: ${instead}`;
};

const valueProblem = (value: MirageOptions["keys"][string]): string | undefined =>
    [value]
        .flat()
        .map((each) => singleLine(String(each)))
        .find((problem) => problem !== undefined);

const failure = (property: string, reason: string | undefined): readonly Failure[] =>
    reason === undefined ? [] : [{ property, reason }];

export const checkOptions = (
    options: MirageOptions,
    target: Target,
    arch: Architecture,
): readonly Failure[] => [
    ...Object.entries(options.keys).flatMap(([name, value]) =>
        failure(`keys.${name}`, keyNameProblem(name) ?? valueProblem(value)),
    ),
    ...options.args.flatMap((argument, index) => failure(`args[${index}]`, argumentProblem(argument))),
    ...(arch === "aarch64" && x86OnlyTargets.has(target)
        ? failure("target", `Solo5 has \`${target}\` for x86_64 only; for aarch64 use \`hvt\` or \`spt\``)
        : []),
];
