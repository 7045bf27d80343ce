import { describe, it } from "@jest/globals";
import {
    unikernel,
    remove,
    prepare,
    scenario,
    endScenario,
    without,
    startHello,
    configured,
    helloProject,
    openReplay,
} from "./steps";

const replayAll = openReplay();

describe("the double of the MirageOS tools does what was recorded of them", () => {
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
            ({ toolbox }) => {
                toolbox.switchHas();
            },
            configured,
            "c3-install-switch",
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
});
