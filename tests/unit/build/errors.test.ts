import { describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../../provider/protocol/errors";
import { failure, table, told, type Case } from "./error-table";
import { create, testCall, world } from "./image/world";
import { soloNotes } from "./solo-notes";

const current = world();

const script = (lines: string): Case["files"] => ({ "web/build.sh": `#!/bin/sh\n${lines}\n` });
const command = { argv: ["./build.sh"], output: "web" };

describe("a tool that", () => {
    table(current, {
        "is not installed": {
            files: script(""),
            given: { command: { argv: ["no-such-compiler"], output: "web" } },
            says: "no-such-compiler cannot be run: it is not on PATH.",
        },
        "is not executable": {
            files: { "web/build.sh": "" },
            given: { command },
            says: "./build.sh cannot be run: it is not executable (`chmod +x` makes it so).",
        },
        fails: {
            files: script("echo compiling; echo 'web.c:1: no such thing' >&2; exit 3"),
            given: { command },
            says: "The build failed at its stage build: `./build.sh` ended with exit code 3.\n    compiling\n    web.c:1: no such thing",
        },
        "is killed": {
            files: script("kill -9 $$"),
            given: { command },
            says: "The build failed at its stage build: `./build.sh` ended with exit code 137. It was killed, most often because the memory ran out.",
        },
        "finds the disk full": {
            files: script("echo 'cp: No space left on device' >&2; exit 1"),
            given: { command },
            says: "The build failed at its stage build: `./build.sh` ended with exit code 1. The disk is full: free some space, or set unikernel:store to another one.\n    cp: No space left on device",
        },
        "prints a secret and fails": {
            files: script('echo "the password is $PASSWORD"; exit 1'),
            given: { command, env: { PASSWORD: "hunter22" } },
            says: "The build failed at its stage build: `./build.sh` ended with exit code 1.\n    the password is [secret]",
        },
        "is named by a secret": {
            files: { "web/hunter22": "#!/bin/sh\nexit 1\n" },
            given: { command: { argv: ["./hunter22"], output: "web" } },
            says: "The build failed at its stage build: `./[secret]` ended with exit code 1.",
        },
    });

    test("prints very much and fails is quoted with its last twenty lines, and its log has all of them", async () => {
        const error = await failure(current(), {
            files: script("seq 1 1000; exit 1"),
            given: { command },
        });
        const lines = Array.from({ length: 20 }, (_, index) => `    ${981 + index}`).join("\n");
        expect(told(current(), error)).toBe(
            `The build failed at its stage build: \`./build.sh\` ended with exit code 1.\n${lines}`,
        );
        const { logPath = "" } = error as UserError;
        expect(await readFile(logPath, "utf8")).toMatch(
            /^\$ \.\/build\.sh\n1\n2\n[^]*\n1000\n\[build: exit code 1, [\d.]+ s\]\n$/,
        );
    });
});

describe("a build that succeeds, but", () => {
    table(current, {
        "makes no file": {
            files: script(":"),
            given: { command },
            says: "The build reported success, but it did not make web.",
        },
        "leaves the file that was there": {
            files: { ...script(":"), "web/web": "checked in" },
            given: { command },
            says: "The build reported success, but it did not make web.",
        },
        "makes a folder": {
            files: script("mkdir web"),
            given: { command },
            says: "The build made a folder web, where its output should be a file.",
        },
        "makes a pipe, which nobody writes to": {
            files: script("mkfifo web"),
            given: { command },
            says: "What the build made, web, is a pipe or a device, where its output should be a file.",
        },
        "makes a link to a device without an end": {
            files: script("ln -s /dev/zero web"),
            given: { command },
            says: "What the build made, web, is a pipe or a device, where its output should be a file.",
        },
        "makes something that is no ELF file": {
            files: script("echo text >web"),
            given: { command },
            says: "The build reported success, but web is not an ELF file: it is something that starts with the bytes 746578740a.",
        },
        "makes half a file": {
            files: script("head -c 60 /bin/true >web"),
            given: { command },
            says: "The build reported success, but web is truncated: its ELF header ends at byte 64, the file at 60.",
        },
        "makes a file for another machine": {
            files: script("cp /bin/true web && printf '\\267\\0' | dd of=web bs=1 seek=18 conv=notrunc"),
            given: { command, arch: "x86_64" },
            says: 'arch: The build reported success, but web is for aarch64, not for x86_64. Set arch to "aarch64", or have the toolchain build for x86_64.',
        },
        "makes a file for another target": {
            files: { ...script("gcc -nostdlib -static -o web note.S"), "web/note.S": soloNotes() },
            given: { command, target: "spt" },
            says: 'target: The build reported success, but web is linked for Solo5\'s hvt (version 2), which does not run as spt. Set target to "hvt", or build for spt.',
        },
        "makes a file with other devices than the program declares": {
            files: { ...script("gcc -nostdlib -static -o web note.S"), "web/note.S": soloNotes() },
            given: {
                command: { ...command, devices: [{ name: "disk", type: "block" }] },
                target: "hvt",
            },
            says: "devices: The build reported success, but web has a manifest that declares service (net); the program declares disk (block). Leave devices out: the manifest says them.",
        },
    });
});

test("a store that cannot be written to is named, with what to do", async () => {
    const { folder, write, call } = current();
    await write({ ...script("cp /bin/true web"), occupied: "" });
    const settings = { ...call.settings, store: join(folder, "occupied/store") };
    const building = create(testCall(settings), { source: join(folder, "web"), command });
    await expect(building).rejects.toThrow(
        `The store ${folder}/occupied/store cannot be used: ${folder}/occupied/store`,
    );
});
