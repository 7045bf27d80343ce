/** What a failure of dune means, told by what it said. The patterns are of messages that were seen. */
const rows: readonly {
    readonly pattern: RegExp;
    readonly explain: (match: readonly string[]) => string;
}[] = [
    {
        pattern: /Error: Library "([^"]+)" not found/,
        explain: ([, library]) =>
            `the library \`${library}\` is not installed. Install it with \`opam install ${library}\`, or with the system's package manager.`,
    },
    {
        pattern: /Version (\S+) of the dune language is not supported/,
        explain: ([, version]) =>
            `dune-project asks for dune ${version} or later. Install a newer dune: \`opam install dune\`.`,
    },
    {
        pattern: /Don't know how to build (\S+)/,
        explain: ([, file]) =>
            `the dune files declare no \`${file}\`. Set \`dune.executable\` to one that they do.`,
    },
    {
        pattern: /Program (\S+) not found in the tree or in PATH/,
        explain: ([, program]) => `\`${program}\` was not found. Put it on PATH.`,
    },
    {
        pattern: /ocamlfind toolchain (\S+) isn't defined/,
        explain: ([, toolchain]) =>
            `findlib knows no toolchain \`${toolchain}\`. Install the cross compiler that brings it, or set \`dune.cross\` to another.`,
    },
    {
        pattern: /^File "([^"]+)", lines? (\d+)[^\n]*\n(?:(?!File )[^])*?^Error: ([^\n]*)/m,
        explain: ([, file, line, message]) => `${file} does not compile, at line ${line}: ${message}`,
    },
];

export function explainDune(output: string, exitCode: number): string {
    for (const { pattern, explain } of rows) {
        const match = pattern.exec(output);
        if (match) return explain(match);
    }
    return `dune ended with exit code ${exitCode}.`;
}
