import { hasPassphrase } from "./private-key";
import { nameOf, type SshHost } from "./ssh-host";

/** How an ssh ended that did not do what it was to do. */
export interface Ending {
    readonly exitCode: number;
    /** What it, and those on the other side, have said about it. */
    readonly words: string;
}

interface Row {
    /** Found in the words of OpenSSH's client, of sudo or of a shell, whose messages have no numbers. */
    readonly words: RegExp;
    /** For which hosts. Default: for all. */
    readonly when?: (host: SshHost) => boolean;
    readonly why: string;
    readonly remedy: (host: SshHost) => string;
}

const keyFile = "/etc/ssh/ssh_host_ed25519_key.pub";

/** Why there is no connection. The first row that fits counts. */
const connecting: readonly Row[] = [
    {
        words: /Could not resolve hostname/,
        why: "nobody knows its name",
        remedy: () => "Check `host`, or give its address.",
    },
    {
        words: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        when: isPinned,
        why: "its key is not `hostKey`",
        remedy: () =>
            "Someone may be in between. If its key is new, put that into `hostKey`: " +
            `the first two words of ${keyFile} there.`,
    },
    {
        words: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        why: "its key is not the one that is known",
        remedy: (host) =>
            `Someone may be in between. If its key is new, forget the old one: ${forgetting(host)}.`,
    },
    {
        words: /Host key verification failed/,
        when: isPinned,
        why: "it has no key of the kind of `hostKey`",
        remedy: () => `Put another of its keys into \`hostKey\`: the first two words of ${keyFile} there.`,
    },
    {
        words: /Host key verification failed/,
        why: "its key is not known",
        remedy: () =>
            `Give it as \`hostKey\`: the first two words of ${keyFile} there. ` +
            "Or log in once by `ssh`, which asks whether to trust it.",
    },
    {
        words: /Load key .*: (error in libcrypto|invalid format)/,
        why: "ssh cannot read the private key",
        remedy: () => "`identity` is the whole text of a private key, as `ssh-keygen` writes it into a file.",
    },
    {
        words: /Permission denied \(|incorrect passphrase/,
        when: ({ identity }) => identity !== undefined && hasPassphrase(identity),
        why: "the private key has a passphrase, and nobody is there to type it",
        remedy: () =>
            "Add the key to the ssh agent and leave out `identity`, or give one without a passphrase.",
    },
    {
        words: /Too many authentication failures/,
        why: "it was offered too many keys",
        remedy: () =>
            "Give the right one as `identity`, or say `IdentityFile` and `IdentitiesOnly yes` in the ssh configuration.",
    },
    {
        words: /Permission denied \(/,
        when: ({ identity }) => identity !== undefined,
        why: "it does not let us in",
        remedy: () =>
            "Check `user`, and that the public key of `identity` is in ~/.ssh/authorized_keys there.",
    },
    {
        words: /Permission denied \(/,
        why: "it does not let us in",
        remedy: () =>
            "Check `user`, and that a key of the ssh agent or of the ssh configuration is in ~/.ssh/authorized_keys " +
            "there. `identity` gives one that is in neither.",
    },
    {
        words: /Connection refused/,
        why: "nothing listens on its port",
        remedy: () => "Check `host` and `port`, and that sshd runs there.",
    },
    {
        words: /timed out|No route to host|Network is unreachable|Host is down/,
        why: "it does not answer",
        remedy: () => "Check `host` and `port`, that it is up, and that no firewall is in between.",
    },
    {
        words: /Unable to negotiate/,
        why: "it has no algorithm in common with the ssh of this machine",
        remedy: () => "Update the older of the two.",
    },
    {
        words: /Connection (closed|reset) by|Broken pipe|kex_exchange_identification/,
        why: "it hung up",
        remedy: () => "Check that `port` is that of an sshd, which may refuse those who come too often.",
    },
    {
        words: /[Bb]ad configuration option|Bad owner or permissions|Can't open user config file|: line \d+: /,
        why: "ssh does not accept its configuration on this machine",
        remedy: ({ configFile = "~/.ssh/config" }) => `Check ${configFile}.`,
    },
    {
        words: /unix_listener|muxserver_listen|ControlSocket/,
        why: "ssh cannot make a socket in the provider's store",
        remedy: () => "Put the store where there are sockets: `pulumi config set unikernel:store FOLDER`.",
    },
    {
        words: /not available|nologin|not allowed|may not/,
        why: "its user may not run commands",
        remedy: () => "Log in as another `user`.",
    },
];

/** Why a script did not begin on a connection that stands. */
const beginning: readonly Row[] = [
    {
        words: /sudo: .*(password is required|terminal is required|must have a tty)/,
        why: "sudo asks for a password there",
        remedy: ({ user = "USER" }) =>
            `Allow it without one, by a file in /etc/sudoers.d there: \`${user} ALL=(ALL) NOPASSWD: ALL\`.`,
    },
    {
        words: /not in the sudoers file|not allowed to execute|may not run sudo/,
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

export function connectFailure(host: SshHost, ending: Ending): string {
    const row = rowFor(connecting, host, ending);
    const why = row?.why ?? `ssh ended with exit code ${ending.exitCode}`;
    return told(`${nameOf(host)} cannot be reached: ${why}`, shownLines(host, ending), row?.remedy(host));
}

export function beginFailure(host: SshHost, ending: Ending): string {
    const row = rowFor(beginning, host, ending);
    const what = `no script can be run on ${nameOf(host)}: ${row?.why ?? ""}`;
    return told(what, shownLines(host, ending), row?.remedy(host));
}

export function scriptFailure(name: string, ending: Ending): string {
    return told(`a script failed on ${name} with exit code ${ending.exitCode}`, lastLines(ending));
}

export function killedFailure(name: string, ending: Ending): string {
    const remedy = "Its kernel's log may say why, such as too little memory: `dmesg`.";
    return told(`a script was killed on ${name}`, lastLines(ending), remedy);
}

export function lossFailure(name: string, ending: Ending, losses: number): string {
    const times = losses === 1 ? "" : `, ${losses} times`;
    const what = `the connection to ${name} was lost while a script ran${times}`;
    return told(what, lastLines(ending), "See that it is up and the network works, then run this again.");
}

function rowFor(rows: readonly Row[], host: SshHost, ending: Ending): Row | undefined {
    return rows.find(({ words, when }) => words.test(ending.words) && (when?.(host) ?? true));
}

function isPinned({ hostKey }: SshHost): boolean {
    return hostKey !== undefined;
}

function forgetting({ host, port }: SshHost): string {
    return `\`ssh-keygen -R ${port === undefined || port === 22 ? host : `'[${host}]:${port}'`}\``;
}

/** OpenSSH's way to be heard. */
const shouting = /^@|^IT IS POSSIBLE|^Someone could|^It is also possible|^Please contact/;

/** How to change the file of known hosts, which for a pinned key is ours. */
const misleading = /^Add correct host key|^Offending |^\s+remove with:|^\s+ssh-keygen -f/;

function shownLines(host: SshHost, ending: Ending): string[] {
    const isShown = (line: string): boolean =>
        !shouting.test(line) && !(isPinned(host) && misleading.test(line));
    return lastLines(ending, isShown);
}

const linesShown = 10;

function lastLines({ words }: Ending, isShown: (line: string) => boolean = () => true): string[] {
    const lines = words.split("\n").filter((line) => line.trim() !== "" && isShown(line));
    return lines.slice(-linesShown);
}

/** What failed, the last words about it, and what to do next. */
function told(what: string, lines: readonly string[], remedy?: string): string {
    const first = lines.length > 0 ? `${what}:` : `${what}.`;
    return [first, ...lines.map((line) => `    ${line}`), ...(remedy === undefined ? [] : [remedy])].join(
        "\n",
    );
}
