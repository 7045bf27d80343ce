import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/* Files that real compilers and linkers make. */

const cProgram = `
#include <stdio.h>
static int counter = 40;
static char zeroes[100000];
int main(int argc, char **argv) {
    printf("answer %d\\n", counter + argc + zeroes[argc]);
    return 7;
}
`;

const ocamlProgram = `
let () = Printf.printf "answer %d\\n" (40 + Array.length Sys.argv); exit 7
`;

/** What either program prints, and its exit status. */
export const expectedOutput = { stdout: "answer 41\n", status: 7 } as const;

/** Compiles the C program in a folder of its own, which debug information will name. */
export function compileC(options: readonly string[]): Buffer {
    return inFolder((folder) => {
        writeFileSync(join(folder, "program.c"), cProgram);
        execFileSync("gcc", [...options, "program.c", "-o", "program"], { cwd: folder, stdio: "pipe" });
        return readFileSync(join(folder, "program"));
    });
}

/** With `ocamlopt`, machine code; with `ocamlc -custom`, bytecode behind the runtime that interprets it. */
export function compileOcaml(compiler: "ocamlopt" | "ocamlc", options: readonly string[]): Buffer {
    return inFolder((folder) => {
        writeFileSync(join(folder, "program.ml"), ocamlProgram);
        const packages = ["-package", "unix", "-linkpkg"];
        execFileSync("ocamlfind", [compiler, ...packages, ...options, "program.ml", "-o", "program"], {
            cwd: folder,
            stdio: "pipe",
        });
        return readFileSync(join(folder, "program"));
    });
}

export function inFolder<Result>(use: (folder: string) => Result): Result {
    const parent = mkdtempSync(join(tmpdir(), "compiled-"));
    const folder = join(parent, `${process.hrtime.bigint()}`.slice(-6));
    mkdirSync(folder);
    try {
        return use(folder);
    } finally {
        rmSync(parent, { recursive: true });
    }
}
