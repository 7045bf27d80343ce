import { expect, test } from "@jest/globals";
import type { SshHost } from "../../../../../provider/host/connection";
import {
    beginFailure,
    killedFailure,
    lossFailure,
    scriptFailure,
} from "../../../../../provider/host/connection/failures/running";

const host: SshHost = { host: "kvm1", user: "deploy" };

const beginning: [name: string, words: string, message: string][] = [
    ...[
        "sudo: a password is required",
        "sudo: a terminal is required to read the password; either use the -S option",
        "sudo: sorry, you must have a tty to run sudo",
        "sudo: interactive authentication is required",
    ].map((words): [string, string, string] => [
        "sudo's question for a password",
        words,
        `sudo asks for a password there:
    ${words}
Allow it without one, by a file in /etc/sudoers.d there: \`deploy ALL=(ALL) NOPASSWD: ALL\`.`,
    ]),
    ...["deploy is not in the sudoers file.", "sudo: I'm sorry deploy. I'm afraid I can't do that"].map(
        (words): [string, string, string] => [
            "a user without sudo's leave",
            words,
            `sudo is not allowed there:
    ${words}
Allow it, by a file in /etc/sudoers.d there: \`deploy ALL=(ALL) NOPASSWD: ALL\`.`,
        ],
    ),
    ...["bash: line 1: sudo: command not found", "sh: 1: sudo: not found", "ksh: sudo: not found"].map(
        (words): [string, string, string] => [
            "the lack of sudo",
            words,
            `there is no sudo:
    ${words}
Install it there, or log in as root: \`user: "root"\` without \`sudo\`.`,
        ],
    ),
    [
        "a server with too few sessions",
        "mux_client_request_session: session request failed: Session open refused by peer\n" +
            "kex_exchange_identification: Connection closed by remote host\nConnection closed by UNKNOWN port 65535",
        `its sshd allows too few sessions on a connection:
    mux_client_request_session: session request failed: Session open refused by peer
Allow at least two, in /etc/ssh/sshd_config there: \`MaxSessions 10\`.`,
    ],
    [
        "the lack of sh",
        "'sh' is not recognized as an internal or external command,",
        `its login shell did not run \`sh -s\`:
    'sh' is not recognized as an internal or external command,
Check the shell of its user, and that there is a POSIX \`sh\`.`,
    ],
];

test.each(beginning)("%s is why no script can be run", (_, words, message) => {
    expect(beginFailure(host, { exitCode: 1, words })).toBe(
        `no script can be run on deploy@kvm1: ${message}`,
    );
});

test("a script that fails is told by its last words", () => {
    const words = Array.from({ length: 30 }, (_, index) => `line ${index}`).join("\n");
    expect(scriptFailure("kvm1", { exitCode: 3, words })).toBe(
        [
            "a script failed on kvm1 with exit code 3:",
            ...words
                .split("\n")
                .slice(-10)
                .map((line) => `    ${line}`),
        ].join("\n"),
    );
    expect(scriptFailure("kvm1", { exitCode: 3, words: "" })).toBe(
        "a script failed on kvm1 with exit code 3.",
    );
});

test.each([
    "sh: 473: printf: printf: I/O error",
    "cat: write error: No space left on device",
    "dd: error writing 'disk': Disk quota exceeded",
])("a script that could not write says that the disk may be full: %s", (words) => {
    expect(scriptFailure("kvm1", { exitCode: 1, words })).toBe(
        `a script failed on kvm1 with exit code 1:\n    ${words}\nIts disk may be full, see there: \`df -h /var/lib /etc /run\`.`,
    );
});

test("a script that is killed says where to look", () => {
    expect(killedFailure("kvm1", { exitCode: 255, words: "" })).toBe(
        "a script was killed on kvm1.\nIts kernel's log may say why, such as too little memory: `dmesg`.",
    );
});

test("a connection that was lost says how often", () => {
    const words = "Timeout, server kvm1 not responding.";
    expect(lossFailure("kvm1", { exitCode: 255, words }, 3)).toBe(
        `the connection to kvm1 was lost while a script ran, 3 times:
    ${words}
See that it is up and the network works, then run this again.`,
    );
    expect(lossFailure("kvm1", { exitCode: 255, words: "" }, 1)).toBe(
        "the connection to kvm1 was lost while a script ran.\nSee that it is up and the network works, then run this again.",
    );
});
