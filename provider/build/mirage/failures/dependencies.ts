import { part, type Row } from "./row";

/** From opam and opam-monorepo, in lock, install-switch and pull. */
export const dependencyRows: readonly Row[] = [
    {
        pattern: /opam: unknown command 'monorepo'/,
        explain: () =>
            "opam has no `monorepo` command here. Run `opam install opam-monorepo` in the switch the build uses.",
    },
    {
        pattern: /opam-monorepo: option '--ocaml-version' needs an argument/,
        explain: () =>
            "`ocamlc` was not found. Name the opam switch that has the compiler in `switch`, or put it on PATH.",
    },
    {
        pattern: /^- (\S+) -> \(problem\)\n\s+No known implementations at all/m,
        explain: (match) =>
            `no opam repository has a package \`${part(match, 1)}\`. Check its name in config.ml; run \`opam update\` if it is new; ` +
            "name the repository that has it in `extraRepos`.",
    },
    {
        pattern: /^- (\S+) -> \(problem\)\n([\s\S]*?)(?=^- |^make|(?![\s\S]))/m,
        explain: (match) =>
            `no version of \`${part(match, 1)}\` satisfies everything that needs it:\n${match[2]?.trimEnd() ?? ""}\n` +
            "Loosen the version bounds in config.ml, or run `opam update`.",
    },
    {
        pattern: /cannot be built with dune![\s\S]*?build system:\n((?:- \S+\n)+)/,
        explain: (match) =>
            `every dependency has to build with dune, and these do not: ${part(match, 1).slice(2).replaceAll(" - ", ", ")}. ` +
            "Ports of many are in mirage's overlay repositories: leave out `extraRepos: false`, or name a repository " +
            "that has them in `extraRepos`.",
    },
    {
        pattern: /Checksum mismatch for (\S+?):?$/m,
        explain: (match) =>
            `${part(match, 1)} is not the file the lock was made for: it changed upstream, or was damaged on its way. ` +
            "Build again; if it stays so, solve anew with `relock`.",
    },
    {
        // opam wraps long lines, even between these words.
        pattern: /Could\s+not\s+resolve\s+host:\s*([^\s"']+)/,
        explain: (match) =>
            `${part(match, 1)} could not be looked up: this machine has no network, or no way to it. Build again when it has.`,
    },
    {
        pattern:
            /Failed to pull \S+?\/duniverse\/(\S+): (\S+) \(curl failed: [\s\S]*?exited with code (\d+)\)/,
        explain: (match) =>
            part(match, 3) === "6"
                ? `the sources of ${part(match, 1)} could not be fetched from ${part(match, 2)}: the host's name could not be looked up. Is there a network?`
                : `the sources of ${part(match, 1)} could not be fetched from ${part(match, 2)} (curl's exit code ${part(match, 3)}). Build again.`,
    },
    {
        pattern: /Failed to pull \S+?\/duniverse\/(\S+): (.*)/,
        explain: (match) =>
            `the sources of ${part(match, 1)} could not be fetched (${part(match, 2)}). If they are gone for good, solve anew with \`relock\`.`,
    },
    {
        pattern: /Could not update repository "([^"]+)"|^\[ERROR\] Initial repository fetch failed/m,
        explain: (match) =>
            `the opam repository ${match[1] ?? "of the overlay"} could not be fetched. Build again, or name reachable ones in \`extraRepos\`.`,
    },
    {
        pattern: /system packages will first need to be installed:\n\s+([^\n]+)/,
        explain: (match) =>
            `opam needs these system packages: ${part(match, 1)}. Install them and build again.`,
    },
    {
        pattern: /System package install failed[^\n]*at command:\n\s+([^\n]+)/,
        explain: (match) =>
            `system packages could not be installed with \`${part(match, 1)}\`. Run it yourself as root, or leave \`depext\` out.`,
    },
    {
        pattern: /[Oo]pam has not been initiali[sz]ed|Opam root [^\n]*not found/,
        explain: () => "opam is not set up. Run `opam init`, or name its folder in `opamRoot`.",
    },
    {
        pattern: /selected switch (\S+) is not installed|No switch is currently (?:set|installed)/,
        explain: (match) =>
            `there is no opam switch${match[1] === undefined ? "" : ` ${match[1]}`}. ` +
            "See `opam switch list`, make one with `opam switch create 5.3.0`, and name it in `switch`.",
    },
];
