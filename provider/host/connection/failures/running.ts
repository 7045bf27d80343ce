import { nameOf, type SshHost } from "../ssh-host";
import { rowFor, type Row } from "./row";
import { told, type Ending } from "./told";

/** Why a script did not begin on a connection that stands. */
const beginning: readonly Row[] = [
    {
        words: /sudo: .*(password is required|terminal is required|must have a tty|authentication is required)/,
        why: "sudo asks for a password there",
        remedy: ({ user = "USER" }) =>
            `Allow it without one, by a file in /etc/sudoers.d there: \`${user} ALL=(ALL) NOPASSWD: ALL\`.`,
    },
    {
        words: /not in the sudoers file|not allowed to execute|may not run sudo|I'm afraid I can't do that/,
        why: "sudo is not allowed there",
        remedy: ({ user = "USER" }) =>
            `Allow it, by a file in /etc/sudoers.d there: \`${user} ALL=(ALL) NOPASSWD: ALL\`.`,
    },
    {
        words: /sudo:.*not found|Unknown command:? '?sudo/,
        why: "there is no sudo",
        remedy: () => 'Install it there, or log in as root: `user: "root"` without `sudo`.',
    },
    {
        words: /session request failed/,
        why: "its sshd allows too few sessions on a connection",
        remedy: () => "Allow at least two, in /etc/ssh/sshd_config there: `MaxSessions 10`.",
    },
    {
        words: /(?:)/,
        why: "its login shell did not run `sh -s`",
        remedy: () => "Check the shell of its user, and that there is a POSIX `sh`.",
    },
];

export function beginFailure(host: SshHost, ending: Ending): string {
    const row = rowFor(beginning, host, ending);
    const what = `no script can be run on ${nameOf(host)}: ${row?.why ?? ""}`;
    return told(what, withoutFallback(ending), row?.remedy(host));
}

/** What its programs say where there is no room, of which dash's own know no more than that they could not write. */
const noRoom = /No space left on device|Disk quota exceeded|I\/O error|write error/;

export function scriptFailure(name: string, ending: Ending): string {
    const remedy = noRoom.test(ending.words)
        ? "Its disk may be full, see there: `df -h /var/lib /etc /run`."
        : undefined;
    return told(`a script failed on ${name} with exit code ${ending.exitCode}`, ending.words, remedy);
}

export function killedFailure(name: string, ending: Ending): string {
    const remedy = "Its kernel's log may say why, such as too little memory: `dmesg`.";
    return told(`a script was killed on ${name}`, ending.words, remedy);
}

export function lossFailure(name: string, ending: Ending, losses: number): string {
    const times = losses === 1 ? "" : `, ${losses} times`;
    const what = `the connection to ${name} was lost while a script ran${times}`;
    return told(
        what,
        withoutFallback(ending),
        "See that it is up and the network works, then run this again.",
    );
}

/** What a session says last that was kept from making a connection of its own, which is our doing. */
const fallback = /^kex_exchange_identification: .*(\nConnection closed by UNKNOWN .*)?$/gm;

function withoutFallback({ words }: Ending): string {
    return words.replace(fallback, "");
}
