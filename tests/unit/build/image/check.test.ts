import { describe } from "@jest/globals";
import { table } from "../error-table";
import { world } from "./world";

const current = world();

const command = { argv: ["./build.sh"], output: "web" };

describe("a source that cannot be built", () => {
    table(current, {
        "is missing": {
            says: "source: There is no folder PROJECT/web: looked for PROJECT/web. A source is a folder with the unikernel's code, relative to the Pulumi project.",
        },
        "is a file": {
            files: { web: "" },
            says: "source: PROJECT/web is not a folder. A source is a folder with the unikernel's code, relative to the Pulumi project: name the one that holds it.",
        },
        "has a symlink to nowhere": {
            links: { "web/link": "nowhere" },
            given: { command },
            says: "source: link is a symlink to nowhere, which does not exist. Replace it by what it points to, or name it in `ignore`.",
        },
        "has a symlink out of it": {
            links: { "web/link": "../other" },
            given: { command },
            says: "source: link is a symlink to ../other, outside of the source, where no other machine and no private build folder has it. Replace it by what it points to, or name it in `ignore`.",
        },
        "is for no toolchain": {
            files: { "web/main.zig": "", "web/.hidden": "" },
            says: "toolchain: cannot be told from the source, which has main.zig: `mirage` needs a config.ml in it, `dune` a dune-project. For anything else give `command`. It is one of mirage, dune, command",
        },
    });
});

describe("inputs that contradict each other", () => {
    const files = { "web/dune-project": "(lang dune 2.9)" };
    table(current, {
        "a target that the toolchain does not build": {
            files,
            given: { target: "hvt" },
            says: "target: the toolchain `dune` does not build `hvt`, only `unix`",
        },
        "an instruction set that its target's processor does not have": {
            files: { "web/build.sh": "" },
            given: { command, target: "rpi4", arch: "x86_64" },
            says: "arch: is x86_64, and what runs on `rpi4` is for aarch64; leave arch out",
        },
        "options of another toolchain": {
            files,
            given: { toolchain: "dune", command },
            says: 'command: the toolchain is `dune`: give `dune` instead, or set `toolchain` to "command"',
        },
        "a command without what to run": {
            files,
            given: { toolchain: "command" },
            says: "command: the toolchain `command` needs to know what to run",
        },
        "a command whose output is outside of the source": {
            files,
            given: { command: { argv: ["make"], output: "../web" } },
            says: "command.output: must be a path relative to the source, without `..`: builds happen in a copy of it",
        },
        "a lock for a toolchain without one": {
            files,
            given: { lock: { file: __filename } },
            says: "lock: the toolchain `dune` has no lock; only `mirage` has one",
        },
        "a lock file that is missing": {
            files: { "web/config.ml": "" },
            given: { lock: { file: "./nowhere.locked" } },
            says: "lock.file: ./nowhere.locked cannot be read: there is no such file. It is looked for relative to the Pulumi project.",
        },
        "a lock file that is not the one meant": {
            files: { "web/config.ml": "" },
            given: { lock: { file: "/dev/null", sha256: "0".repeat(64) } },
            says: "lock.sha256: is not the digest of /dev/null, which is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        },
        "a lock, and a new solve": {
            files: { "web/config.ml": "" },
            given: { lock: { file: "/dev/null" }, relock: "now" },
            says: "relock: cannot be given with `lock`: /dev/null says which dependencies to build with",
        },
        "a variable whose name no shell passes on": {
            files,
            given: { env: { "a-b": "1" } },
            says: 'env["a-b"]: is no name of an environment variable: letters, digits and `_`, not beginning with a digit',
        },
        "several things at once": {
            files,
            given: { target: "spt", relock: "now" },
            says: "relock: the toolchain `dune` has no lock; only `mirage` has one\ntarget: the toolchain `dune` does not build `spt`, only `unix`",
        },
    });
});
