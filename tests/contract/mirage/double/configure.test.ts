import { describe, it } from "@jest/globals";
import { hello } from "../project";
import { config, helloProject, network, openReplay } from "./steps";

const replayAll = openReplay();

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

    it("in a source with dune files of its own", () => {
        replayAll([
            helloProject,
            ({ sandbox }) => {
                sandbox.write({ "dune-project": "(lang dune 3.0)\n" });
            },
            "u1-own-dune-project",
            ({ sandbox }) => {
                sandbox.write({ dune: "(rule (with-stdout-to x (echo x)))\n" });
            },
            "u2-own-dune",
        ]);
    });

    it("with config.ml in a folder and another name for the output", () => {
        replayAll([
            ({ sandbox }) => {
                for (const [name, text] of Object.entries(hello)) sandbox.write({ [`sub/${name}`]: text });
            },
            "u3-subdir",
        ]);
    });

    it("for Unikraft", () => {
        replayAll([helloProject, "f1-fc"]);
    });
});
