/** A program the toolchain runs: how to ask for its version, and how to come by it. */
export interface Tool {
    readonly name: string;
    /** Ends with 0 and has the version in its first line, when the tool is there. */
    readonly versionArgv: readonly [string, ...string[]];
    readonly install: string;
    readonly usedFor: string;
    /** Missing, it is installed by the build itself (`make install-switch`), or the target does without. */
    readonly optional?: boolean;
}

export const mirageTools: readonly Tool[] = [
    {
        name: "make",
        versionArgv: ["make", "--version"],
        install: "apt-get install make | dnf install make | brew install make",
        usedFor: "every stage after configure",
    },
    {
        name: "opam",
        versionArgv: ["opam", "--version"],
        install: "apt-get install opam | dnf install opam | brew install opam, then `opam init`",
        usedFor: "dependencies",
    },
    {
        name: "ocaml",
        versionArgv: ["ocamlc", "-version"],
        install: "opam switch create 5.3.0",
        usedFor: "compiling",
    },
    {
        name: "mirage",
        versionArgv: ["mirage", "--version"],
        install: "opam install mirage",
        usedFor: "configuring",
    },
    {
        name: "opam-monorepo",
        versionArgv: ["opam", "monorepo", "--version"],
        install: "opam install opam-monorepo",
        usedFor: "solving and fetching dependencies",
    },
    {
        name: "dune",
        versionArgv: ["dune", "--version"],
        install: "opam install dune",
        usedFor: "compiling",
    },
    {
        name: "ocamlfind",
        versionArgv: ["ocamlfind", "query", "-format", "%v", "findlib"],
        install: "opam install ocamlfind",
        usedFor: "finding the cross compiler of Solo5 targets",
    },
    {
        name: "solo5",
        // The package's tools have one version; of them, the tenders tell it and end with 0.
        versionArgv: ["solo5-spt", "--version"],
        install: "opam install solo5",
        usedFor: "Solo5 targets, and running them",
        optional: true,
    },
];
