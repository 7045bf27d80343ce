import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { explainFailure } from "../../../../provider/build/mirage/failures/explain";
import { recorded } from "../../../doubles/mirage/transcripts";

const explain = (stage: string, output: string): string => explainFailure(output, { stage, exitCode: 2 });

const explainRecorded = (stage: string, id: string): string => {
    const { stdout, stderr } = recorded(id);
    return explain(stage, stripVTControlCharacters(`${stderr}\n${stdout}`));
};

describe("what a recorded failure is explained as", () => {
    it.each([
        ["configure", "17-noconfig", "there is no config.ml in the source."],
        [
            "configure",
            "19-syntax",
            'config.ml does not compile, at line 7: Syntax error: "operator" expected.',
        ],
        [
            "configure",
            "20-typeerr",
            'config.ml does not compile, at line 6: The constant "3" has type "int" but an expression was expected of type "job impl"',
        ],
        ["configure", "23-exn", 'config.ml ended with the exception Failure("boom").'],
        [
            "configure",
            "03-configure-wrong",
            "the installed mirage does not build for `nosuch`, only for unix, macosx,",
        ],
        ["configure", "03-configure-wrong", "unikraft-firecracker or unikraft-qemu."],
        ["configure", "11-badopt", "config.ml has no key --bogus."],
        [
            "configure",
            "21-version-high",
            "for mirage >= 4.12.0, and 4.11.2 is installed. Run `opam update; opam install 'mirage>=4.12.0'`",
        ],
        [
            "configure",
            "22-version-low",
            "for mirage < 4.9.0, and 4.11.2 is installed. Run `opam update; opam install 'mirage<4.9.0'`",
        ],
        ["configure", "u2-own-dune", "the source has a `dune` file of its own"],
        ["configure", "h4-no-mirage-lib", "dune does not find its library"],
        ["configure", "h5-no-dune", "`dune` was not found."],
        ["lock", "80-unknown-package", "no opam repository has a package `nosuchpkg`."],
        ["lock", "92-lock-fail-extra", "no opam repository has a package `nosuchpkg`."],
        ["lock", "81-version-conflict", "no version of `lwt` satisfies everything that needs it:"],
        ["lock", "81-version-conflict", "lwt.5.9.2: Incompatible with restriction: >= 99"],
        ["lock", "82-nondune", "every dependency has to build with dune, and these do not: notdune."],
        ["lock", "r3-real-net-noextra", "these do not: ptime, ocamlfind, mtime, logs, fmt, cmdliner."],
        [
            "lock",
            "31-make-lock-default-repos",
            "github.com could not be looked up: this machine has no network",
        ],
        ["lock", "86-nonet-git", "example.invalid could not be looked up"],
        ["lock", "33-make-lock", "`opam install opam-monorepo`"],
        ["lock", "76-noocaml-lock", "`ocamlc` was not found."],
        ["lock", "16-make-noconf", "the generated Makefile lacks `lock`."],
        ["pull", "83-missing-tarball", "the sources of x could not be fetched"],
        ["pull", "84-badsum", "bheap-2.0.0.tbz is not the file the lock was made for"],
        ["pull", "85-nonet", "from https://example.invalid/x.tbz: the host's name could not be looked up."],
        [
            "pull",
            "r2-real-pull",
            "the sources of ocplib-endian could not be fetched from https://github.com/",
        ],
        ["install-switch", "c4-depext-missing", "with `apt-get install -qq -yy figlet`"],
        ["install-switch", "c6-switch-conf", "opam needs these system packages: figlet."],
        ["build", "71-compile-error", 'unikernel.ml does not compile, at line 11: Unbound value "nosuch"'],
        ["build", "74-no-duniverse", "the library `mirage-solo5` is not among the dependencies' sources."],
        ["build", "75-noocaml", "`dune` was not found."],
        [
            "build",
            "77-no-solo5-elftool",
            "`solo5-elftool` was not found. It comes with the opam package `solo5`",
        ],
        ["build", "h1-lwt6", "nothing defines `fstat`."],
        ["build", "e5-linkerror#2", "nothing defines `no_such_c_symbol`."],
        ["build", "h2-no-ocaml-solo5", "`opam install ocaml-solo5`"],
        ["build", "h3-no-ocamlfind", "`ocamlfind` was not found."],
        [
            "build",
            "e8-nostart",
            "config.ml registers `Unikernel.start`, which the unikernel's module does not define.",
        ],
    ])("%s: %s", (stage, id, words) => {
        expect(explainRecorded(stage, id)).toContain(words);
    });
});

describe("what other words of the tools are explained as", () => {
    it.each([
        [
            "configure",
            "mirage: option '-t': invalid value 'x', expected one of 'unix' or 'hvt'\n",
            "does not build for `x`",
        ],
        [
            "configure",
            "mirage: option '--port': invalid value 'x', expected an integer\n",
            "the key --port cannot be `x`: expected an integer.",
        ],
        ["configure", "mirage: option '--port' needs an argument\n", "the key --port takes a value"],
        [
            "configure",
            "mirage: option --tls is a flag, it cannot take the argument true\n",
            "the key --tls takes no value",
        ],
        [
            "build",
            "Error: A running dune (pid: 42) instance has locked the build directory.",
            "another dune is at work",
        ],
        ["build", "Error: Another Dune instance is currently running.", "another dune is at work"],
        ["build", "ld: final link failed: No space left on device", "the disk is full."],
        [
            "lock",
            "[ERROR] Opam has not been initialised, please run `opam init'",
            "opam is not set up. Run `opam init`",
        ],
        ["switch", "[ERROR] No switch is currently set.", "there is no opam switch. See `opam switch list`"],
        ["switch", "[ERROR] The selected switch x is not installed.", "there is no opam switch x. See"],
        [
            "lock",
            '[ERROR] Could not update repository "mine": timeout',
            "the opam repository mine could not be fetched.",
        ],
        [
            "pull",
            "[ERROR] Failed to pull /w/duniverse/x: https://e/x (curl failed: ... exited with code 22)",
            "(curl's exit code 22)",
        ],
        ["build", "gibberish", "ended with exit code 2."],
    ])("%s: %s", (stage, output, words) => {
        expect(explain(stage, output)).toContain(words);
    });

    it("are not taken for an error when they are a warning", () => {
        const warning =
            'File "config.ml", line 1, characters 0-11:\nWarning 33 [unused-open]: unused open Mirage.\n';
        expect(explain("configure", warning)).toBe("ended with exit code 2.");
    });
});

describe("another OCaml than the lock's", () => {
    const context = { stage: "build", exitCode: 2, lockedOcaml: "5.3.0" };

    it("is told as the likely cause", () => {
        expect(explainFailure("", { ...context, installedOcaml: "5.4.0" })).toContain(
            "The lock was solved for OCaml 5.3.0, and 5.4.0 is installed",
        );
    });

    it("is not told when it is the same", () => {
        expect(explainFailure("", { ...context, installedOcaml: "5.3.0" })).not.toContain("The lock");
    });
});
