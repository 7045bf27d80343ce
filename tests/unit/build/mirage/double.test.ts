import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { installMirage, solo5Packages, type Toolbox } from "../../../doubles/mirage/install";
import { recorded } from "../../../doubles/mirage/transcripts";
import { hello } from "./project";
import { comparableChanges, openSandbox, type Sandbox } from "./replay";

let toolbox: Toolbox;
let sandbox: Sandbox;

beforeEach(() => {
    toolbox = installMirage();
    sandbox = openSandbox(toolbox);
});

afterEach(() => {
    toolbox.dispose();
    sandbox.dispose();
});

/** The name of a recorded run, or what was done by hand before the next. */
type Step = string | (() => void);

const replayAll = (steps: readonly Step[]): void => {
    for (const step of steps) {
        if (typeof step === "function") {
            step();
            continue;
        }
        const run = recorded(step);
        const { exitCode, stdout, stderr } = run;
        const replayed = { step, ...sandbox.replay(run) };
        expect(replayed).toEqual({ step, exitCode, stdout, stderr, changes: comparableChanges(run) });
    }
};

const config =
    (text: string): Step =>
    () => {
        sandbox.write({ "config.ml": text });
    };
const unikernel =
    (text: string): Step =>
    () => {
        sandbox.write({ "unikernel.ml": text });
    };
const dependingOn = (packages: string): Step =>
    config(`open Mirage
let main = main ~packages:[ ${packages} ] "Unikernel" job
let () = register "hello" [ main ]
`);
const remove =
    (path: string): Step =>
    () => {
        sandbox.remove(path);
    };
const prepare =
    (command: string): Step =>
    () => {
        sandbox.prepare(command);
    };
const scenario =
    (name: string, word?: string): Step =>
    () => {
        toolbox.scenario(name, word);
    };
const endScenario =
    (name: string): Step =>
    () => {
        toolbox.endScenario(name);
    };
const without =
    (tool: string): Step =>
    () => {
        toolbox.remove(tool);
    };

const startHello = hello["unikernel.ml"] ?? "";
const configured = prepare("mirage configure -t spt --no-extra-repo");

/** The project and the small opam repository of most recorded runs. */
const helloProject: Step = () => {
    toolbox.scenario("found", "40");
    toolbox.scenario("entries", "26");
    toolbox.switchHas(...solo5Packages);
    sandbox.write(hello);
};

/** A package more than `helloProject`. */
const projectWithX: Step = () => {
    toolbox.scenario("found", "41");
    toolbox.scenario("entries", "27");
    toolbox.scenario("pulled", "26");
};

const network = `open Mirage
let main = main ~packages:[ package "tcpip" ] "Unikernel.Main" (stackv4v6 @-> job)
let stack = generic_stackv4v6 default_network
let () = register "network" [ main $ stack ]
`;

describe("the double of the MirageOS tools does what was recorded of them", () => {
    it("configuring for each target, describing, asking for what there is not, and cleaning", () => {
        replayAll([
            helloProject,
            "01-configure-default",
            "02-configure-hvt",
            "02-configure-spt",
            "02-configure-virtio",
            "02-configure-xen",
            "02-configure-qubes",
            "02-configure-muen",
            "02-configure-genode",
            "02-configure-macosx",
            "03-configure-wrong",
            "04-configure-firecracker",
            "05-describe",
            "06-describe-t",
            "07-query-packages",
            "08-query-opam",
            "09-query-makefile",
            "09b-query-bad",
            "11-badopt",
            "12-badcmd",
            "13-noargs",
            "14-clean",
            "15-clean-again",
            "16-make-noconf",
        ]);
    });

    it("in a folder without config.ml", () => {
        replayAll(["17-noconfig", "18-noconfig-describe", "18b-noconfig-clean", "18c-noconfig-help"]);
    });

    it("with a config.ml that is wrong", () => {
        replayAll([
            config('open Mirage\nlet main = main "Unikernel" job\nlet () = register "x" [ main \n'),
            "19-syntax",
            config('open Mirage\nlet () = register "x" [ 3 ]\n'),
            "20-typeerr",
            config('(* mirage >= 4.12.0 *)\nlet () = register "x" []\n'),
            "21-version-high",
            config('(* mirage < 4.9.0 *)\nlet () = register "x" []\n'),
            "22-version-low",
            config('open Mirage\nlet () = failwith "boom"\n'),
            "23-exn",
            config("open Mirage\n"),
            "24-noregister",
        ]);
    });

    it("with a network device", () => {
        replayAll([config(network), "n-spt", "n-hvt", "n-virtio", "n-xen", "n-unix"]);
    });

    it("from configure to a built unikernel", () => {
        replayAll([
            helloProject,
            "30-configure-spt",
            scenario("offline"),
            "31-make-lock-default-repos",
            endScenario("offline"),
            "32-configure-noextra",
            scenario("no-plugin"),
            "33-make-lock",
            endScenario("no-plugin"),
            "33-make-lock#2",
            "34-make-depends",
            "35-make-build",
            () => {
                toolbox.switchHas();
            },
            configured,
            "c3-install-switch",
        ]);
    });

    it("with make alone, and an overlay repository that was somewhere else", () => {
        replayAll([
            helloProject,
            () => {
                mkdirSync(join(toolbox.home, "root/repo"));
                writeFileSync(
                    join(toolbox.home, "root/repo/opam-overlays"),
                    "file:///toolchain-src/overlay-repo",
                );
            },
            "k1-configure",
            "k2-make",
        ]);
    });

    it("building after describe, for another target, and after an error", () => {
        replayAll([
            helloProject,
            configured,
            prepare("make depends build"),
            "60-describe-after",
            "61-build-after-describe",
            "62-reconfigure",
            unikernel(`${startHello} (* changed *)`),
            "63-build-after-reconfigure",
            "64-configure-other",
            "65-build-stale-duniverse",
            "66-build-pull",
            prepare("make build"),
            "67-make-depends",
            "68-make-build",
            prepare("mirage configure -t spt --no-extra-repo && mirage describe && rm dist/hello.spt"),
            "70-describe-then-build-missing",
            configured,
            unikernel("let () = nosuch"),
            "71-compile-error",
            unikernel(startHello),
            "72-rebuild",
            unikernel(`${startHello} (* again *)`),
            "73-incremental",
        ]);
    });

    it("without sources, and without tools", () => {
        replayAll([
            helloProject,
            configured,
            remove("duniverse"),
            "74-no-duniverse",
            "75-noocaml",
            "76-noocaml-lock",
            "78-opam-not-init",
            prepare("make lock"),
            "79-no-switch",
            scenario("no-mirage-library"),
            "h4-no-mirage-lib",
            endScenario("no-mirage-library"),
            "h5-no-dune",
            configured,
            prepare("make depends"),
            scenario("no-ocaml-solo5"),
            "h2-no-ocaml-solo5",
            endScenario("no-ocaml-solo5"),
            scenario("no-fstat"),
            "h1-lwt6",
            without("ocamlfind"),
            "h3-no-ocamlfind",
        ]);
    });

    it("with dependencies that cannot be solved or fetched", () => {
        replayAll([
            helloProject,
            dependingOn('package "nosuchpkg"'),
            configured,
            "80-unknown-package",
            dependingOn('package ~min:"99" "lwt"'),
            configured,
            "81-version-conflict",
            dependingOn('package "notdune"'),
            configured,
            "82-nondune",
            projectWithX,
            dependingOn('package "x"'),
            configured,
            scenario("x-gone"),
            "83-missing-tarball",
            endScenario("x-gone"),
            scenario("x-badsum"),
            "84-badsum",
            endScenario("x-badsum"),
            scenario("x-offline"),
            "85-nonet",
            endScenario("x-offline"),
            scenario("x-git"),
            "86-nonet-git",
        ]);
    });

    it("without mirage's overlay repositories, for what needs them", () => {
        replayAll([
            config(network),
            scenario("needs-overlays"),
            prepare("mirage configure -t virtio --no-extra-repo"),
            "r3-real-net-noextra",
        ]);
    });

    it("with an overlay repository, added and taken away around the solving", () => {
        replayAll([
            helloProject,
            "90-configure-extra",
            "91-make-depends-extra",
            dependingOn('package "nosuchpkg"'),
            prepare("mirage configure -t spt --extra-repos opam-overlays:file:///overlays-of-the-machine"),
            "92-lock-fail-extra",
        ]);
    });

    it("in a source with dune files of its own", () => {
        replayAll([
            helloProject,
            () => {
                sandbox.write({ "dune-project": "(lang dune 3.0)\n" });
            },
            "u1-own-dune-project",
            () => {
                sandbox.write({ dune: "(rule (with-stdout-to x (echo x)))\n" });
            },
            "u2-own-dune",
        ]);
    });

    it("with config.ml in a folder and another name for the output", () => {
        replayAll([
            () => {
                for (const [name, text] of Object.entries(hello)) sandbox.write({ [`sub/${name}`]: text });
            },
            "u3-subdir",
        ]);
    });

    it("with dependencies that need system packages", () => {
        replayAll([
            helloProject,
            projectWithX,
            dependingOn('package "conf-figlet"'),
            configured,
            "c1-depext",
            prepare("mirage configure -t spt --no-extra-repo --no-depext"),
            "c2-nodepext",
            configured,
            scenario("lock-needs-figlet"),
            "c4-depext-missing",
        ]);
    });

    it("with code that does not compile or link, or compiles with a warning", () => {
        replayAll([
            helloProject,
            configured,
            prepare("make depends build"),
            unikernel('external f : unit -> unit = "no_such_c_symbol"\nlet start () = f ()\n'),
            "e5-linkerror#2",
            unikernel("let start () = let unused = 1 in Lwt.return_unit\n"),
            "e6-warning#2",
            unikernel("let strat () = ()\n"),
            "e8-nostart",
            prepare("mirage configure -t spt --no-extra-repo -v"),
            "g4-quiet",
        ]);
    });

    it("for Unikraft", () => {
        replayAll([helloProject, "f1-fc"]);
    });
});
