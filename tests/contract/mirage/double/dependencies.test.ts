import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "@jest/globals";
import {
    config,
    dependingOn,
    prepare,
    scenario,
    endScenario,
    configured,
    helloProject,
    onePackageMore,
    network,
    openReplay,
} from "./steps";

const replayAll = openReplay();

describe("the double of the MirageOS tools does what was recorded of them", () => {
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
            onePackageMore,
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

    it("with dependencies that need system packages", () => {
        replayAll([
            helloProject,
            onePackageMore,
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

    it("with make alone, and an overlay repository that was somewhere else", () => {
        replayAll([
            helloProject,
            ({ toolbox }) => {
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
});
