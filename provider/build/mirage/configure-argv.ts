import type { Target } from "../../artifact/artifact";
import type { MirageOptions } from "./options";

type KeyValue = MirageOptions["keys"][string];

const keyArguments = (name: string, value: KeyValue): readonly string[] => {
    if (value === false) return [];
    if (value === true) return [`--${name}`];
    const values = Array.isArray(value) ? value : [value];
    return values.map((each) => `--${name}=${each}`);
};

const repositoryArguments = (extraRepos: MirageOptions["extraRepos"]): readonly string[] => {
    if (extraRepos === undefined) return [];
    if (extraRepos === false) return ["--no-extra-repo"];
    return ["--extra-repos", extraRepos.map(({ name, url }) => `${name}:${url}`).join(",")];
};

/** The same options always give the same arguments: mirage writes them into the files it generates. */
export const configureArgv = (target: Target, options: MirageOptions): readonly [string, ...string[]] => [
    "mirage",
    "configure",
    "-t",
    target,
    ...Object.entries(options.keys)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, value]) => keyArguments(name, value)),
    ...options.args,
    ...(options.depext ? [] : ["--no-depext"]),
    ...repositoryArguments(options.extraRepos),
];
