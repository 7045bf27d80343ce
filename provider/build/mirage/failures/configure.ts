import { part, type Row } from "./row";

/** From mirage itself and from config.ml, which `mirage configure` compiles and runs. */
export const configureRows: readonly Row[] = [
    {
        pattern: /^configuration file (\S+) missing/m,
        explain: (match) =>
            `there is no ${part(match, 1)} in the source. A MirageOS unikernel needs one; is \`source\` the right folder?`,
    },
    {
        pattern: /^Version mismatch: required is mirage (>=|<) (\S+), but (\S+) is installed/m,
        explain: (match) =>
            `config.ml asks in its first line for mirage ${part(match, 1)} ${part(match, 2)}, and ${part(match, 3)} is installed. ` +
            `Run \`opam update; opam install 'mirage${part(match, 1)}${part(match, 2)}'\`, or change that line.`,
    },
    {
        // Older versions of cmdliner quote what later ones colour.
        pattern: /option '?-t'?: invalid value '?([^\s',]+)'?, expected one of ((?:[^\n]+\n?)+)/,
        explain: (match) =>
            `the installed mirage does not build for \`${part(match, 1)}\`, only for ${part(match, 2)}.`,
    },
    {
        pattern: /option '?(--[^\s':]+)'?: invalid value '?([^\s',]+)'?, ((?:[^\n]+\n?)+)/,
        explain: (match) => `the key ${part(match, 1)} cannot be \`${part(match, 2)}\`: ${part(match, 3)}.`,
    },
    {
        pattern: /^mirage: unknown option '?(--?[^\s'.,=]+)/m,
        explain: (match) =>
            `config.ml has no key ${part(match, 1)}. Take it out of \`keys\` or \`args\`, or declare it in config.ml.`,
    },
    {
        pattern: /option '?([^\s']+)'? is a flag, it (?:cannot|can't) take/,
        explain: (match) => `the key ${part(match, 1)} takes no value: write \`true\` for it in \`keys\`.`,
    },
    {
        pattern: /option '?([^\s']+)'? needs an argument/,
        explain: (match) =>
            `the key ${part(match, 1)} takes a value: write it as a string in \`keys\`, a boolean as "true" or "false".`,
    },
    {
        pattern: /^Error: Don't know how to build \.\/config\.exe/m,
        explain: () =>
            "the source has a `dune` file of its own where mirage generates one. Remove or rename it, or list it in `ignore`.",
    },
    {
        pattern: /^Error: Library "mirage" not found\./m,
        explain: () =>
            "mirage runs, but dune does not find its library, so the two are from different places. " +
            "Name the opam switch that has both in `switch`, or run `eval $(opam env)` before `pulumi up`.",
    },
    {
        pattern: /^run \['dune'[\s\S]*?\]: No such file or directory/m,
        explain: () =>
            "`dune` was not found. Run `opam install dune`, and name the opam switch in `switch` or put it on PATH.",
    },
    {
        pattern:
            /^File "config\.ml", lines? (\d+)(?:-\d+)?, characters [^\n]*\n(?:(?!Warning)[\s\S])*?^Error: ([^\n]*(?:\n[ \t]+[^\n]+)*)/m,
        explain: (match) => `config.ml does not compile, at line ${part(match, 1)}: ${part(match, 2)}`,
    },
    {
        pattern: /^Fatal error: exception ([^\n]*)/m,
        explain: (match) => `config.ml ended with the exception ${part(match, 1)}.`,
    },
];
