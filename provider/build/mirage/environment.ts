import type { MirageOptions } from "./options";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every stage runs with, whatever the user has set. */
export const stageEnvironment = (options: MirageOptions): Environment => ({
    // mirage takes these for its options and keeps no trace of them.
    MODE: undefined,
    MIRAGE_EXTRA_REPOS: undefined,
    // Flags and folders of another make or dune would become ours.
    MAKEFLAGS: undefined,
    MFLAGS: undefined,
    MAKEFILES: undefined,
    DUNE_BUILD_DIR: undefined,
    DUNE_WORKSPACE: undefined,
    // Nobody is there to answer.
    OPAMYES: "1",
    OPAMROOTISOK: "1",
    ...(options.opamRoot === undefined ? {} : { OPAMROOT: options.opamRoot }),
    ...(options.switch === undefined ? {} : { OPAMSWITCH: options.switch }),
});

export const opamEnvArgv = (options: MirageOptions): readonly [string, ...string[]] => [
    "opam",
    "env",
    "--shell=sh",
    "--set-switch",
    ...(options.switch === undefined ? [] : [`--switch=${options.switch}`]),
    ...(options.opamRoot === undefined ? [] : [`--root=${options.opamRoot}`, "--set-root"]),
];

const unquote = (quoted: string): string => quoted.replace(/'([^']*)'|\\([\s\S])/g, "$1$2");

/** Reads `NAME='value'; export NAME;`, as `opam env --shell=sh` prints it. */
export const parseOpamEnv = (stdout: string): Environment =>
    Object.fromEntries(
        [...stdout.matchAll(/^([A-Za-z_]\w*)=((?:'[^']*'|\\[\s\S]|[^\s';\\])*);[ \t]*export \1;?/gm)].map(
            ([, name = "", value = ""]) => [name, unquote(value)],
        ),
    );
