import { part, type Row } from "./row";

const installSolo5 =
    "The cross compiler for Solo5 is the opam package `ocaml-solo5`; `opam install ocaml-solo5` in the switch the build uses.";

/** From dune, the compilers and the linker. */
export const buildRows: readonly Row[] = [
    {
        pattern: /Another Dune instance|A running dune[^\n]* instance has locked the build directory/i,
        explain: () =>
            "another dune is at work in this build's folder, left by a build that was killed. Wait until it has ended, or end it, and build again.",
    },
    {
        pattern: /^Error: Library "([^"]+)" not found\./m,
        explain: (match) =>
            `the library \`${part(match, 1)}\` is not among the dependencies' sources. If config.ml or the toolchain changed since ` +
            "the lock was made, solve anew with `relock`; if you pin one with `lock`, make it again.",
    },
    {
        pattern: /Undefined toolchain: solo5|fatal error: (?:solo5|mft_abi)\.h: No such file/,
        explain: () => installSolo5,
    },
    {
        pattern: /Could not find `ocamlfind' in PATH/,
        explain: () =>
            "`ocamlfind` was not found. Run `opam install ocamlfind`, and name the opam switch in `switch` or put it on PATH.",
    },
    {
        pattern: /Program (\S+) not found in the tree or in PATH/,
        explain: (match) =>
            `\`${part(match, 1)}\` was not found. ` +
            (part(match, 1) === "solo5-elftool"
                ? "It comes with the opam package `solo5`; run `opam install solo5`, and name the opam switch in `switch` or put it on PATH."
                : "Put it on PATH, or name the opam switch that has it in `switch`."),
    },
    {
        pattern: /^make: (\S+): No such file or directory/m,
        explain: (match) =>
            `\`${part(match, 1)}\` was not found. Name the opam switch that has it in \`switch\`, or put it on PATH.`,
    },
    {
        pattern: /undefined reference to `([^']+)'/,
        explain: (match) =>
            `linking for this target failed: nothing defines \`${part(match, 1)}\`. A dependency needs what a unikernel does not have, ` +
            "or C code of yours is missing; a lock with other versions of the dependencies may do (`relock`).",
    },
    {
        pattern:
            /^File "mirage\/main\.ml"[^\n]*\n(?:[\s\S]*?\n)??Error: Unbound value "?(Unikernel\.[^\s"]+)"?/m,
        explain: (match) =>
            `config.ml registers \`${part(match, 1)}\`, which the unikernel's module does not define.`,
    },
    {
        pattern:
            /^File "(?!mirage\/|duniverse\/|dune)([^"]+)", lines? (\d+)[^\n]*\n(?:(?!File )[\s\S])*?^Error: ([^\n]*)/m,
        explain: (match) =>
            `${part(match, 1)} does not compile, at line ${part(match, 2)}: ${part(match, 3)}`,
    },
    {
        pattern: /No space left on device/,
        explain: () => "the disk is full. Make room and build again.",
    },
    {
        pattern: /No rule to make target '([^']+)'/,
        explain: (match) =>
            `the generated Makefile lacks \`${part(match, 1)}\`. Something changed it, or a \`Makefile.user\` of yours.`,
    },
];
