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

/** Runs the recorded runs one after the other, each after what was done by hand before it. */
const replayAll = (steps: readonly (string | (() => void))[]): void => {
    for (const step of steps) {
        if (typeof step === "function") {
            step();
            continue;
        }
        const run = recorded(step);
        const { exitCode, stdout, stderr } = run;
        expect({ step, ...sandbox.replay(run) }).toEqual({
            step,
            exitCode,
            stdout,
            stderr,
            changes: comparableChanges(run),
        });
    }
};

const network = `open Mirage
let main = main ~packages:[ package "tcpip" ] "Unikernel.Main" (stackv4v6 @-> job)
let stack = generic_stackv4v6 default_network
let () = register "network" [ main $ stack ]
`;

/** The small opam repository most recorded runs used. */
const smallRepository = (): void => {
    toolbox.scenario("found", "40");
    toolbox.scenario("entries", "26");
    toolbox.switchHas(...solo5Packages);
};

const write = (files: Readonly<Record<string, string>>) => (): void => {
    sandbox.write(files);
};

const config = (text: string): (() => void) => write({ "config.ml": text });

const errorInUnikernel = (text: string): (() => void) => write({ "unikernel.ml": text });

describe("the double of the MirageOS tools does what was recorded of them", () => {
    it("configuring for each target, describing, asking wrong things, and cleaning", () => {
        replayAll([
            write(hello),
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
            smallRepository,
            write(hello),
            "30-configure-spt",
            () => {
                toolbox.scenario("offline");
            },
            "31-make-lock-default-repos",
            () => {
                toolbox.endScenario("offline");
            },
            "32-configure-noextra",
            () => {
                toolbox.scenario("no-plugin");
            },
            "33-make-lock",
            () => {
                toolbox.endScenario("no-plugin");
            },
            "33-make-lock#2",
            "34-make-depends",
            "35-make-build",
        ]);
    });

    it("building again after describe, configure, an error, and without the sources or tools", () => {
        replayAll([
            smallRepository,
            write(hello),
            configured("-t spt --no-extra-repo"),
            run("make", "depends"),
            run("make", "build"),
            "60-describe-after",
            "61-build-after-describe",
            "62-reconfigure",
            errorInUnikernel(`${startHello} (* changed *)`),
            "63-build-after-reconfigure",
            "64-configure-other",
            "65-build-stale-duniverse",
            "66-build-pull",
            "67-make-depends",
            "68-make-build",
            configured("-t spt --no-extra-repo"),
            run("mirage", "describe"),
            remove("dist/hello.spt"),
            "70-describe-then-build-missing",
            configured("-t spt --no-extra-repo"),
            errorInUnikernel("let () = nosuch"),
            "71-compile-error",
            errorInUnikernel(startHello),
            "72-rebuild",
            errorInUnikernel(`${startHello} (* again *)`),
            "73-incremental",
            rename("duniverse", "../away"),
            "74-no-duniverse",
            "75-noocaml",
            "76-noocaml-lock",
            "78-opam-not-init",
            run("make", "lock"),
            "79-no-switch",
        ]);
    });

    it("without solo5-elftool", () => {
        replayAll([
            smallRepository,
            write(hello),
            configured("-t spt --no-extra-repo"),
            run("make", "depends"),
            without("solo5-elftool"),
            ["77-no-solo5-elftool", "make build"],
        ]);
    });
});
