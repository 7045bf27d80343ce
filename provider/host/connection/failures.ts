import { nameOf, type SshHost } from "./ssh-host";

/** How an ssh ended that did not do what it was to do. */
export interface Ending {
    readonly exitCode: number;
    /** What it and those on the other side have said about it. */
    readonly words: string;
}

interface Row {
    /** Found in the words of OpenSSH's client, of sudo or of a shell, whose messages have no numbers. */
    readonly words: RegExp;
    readonly why: string;
    readonly remedy: (host: SshHost) => string;
}

/** Why there is no connection. The first row that fits counts. */
const connecting: readonly Row[] = [
    {
        words: /Could not resolve hostname/,
        why: "its name is not known",
        remedy: () => "Check `host`, or give its address.",
    },
    {
        words: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        why: "its key is not the one that is known",
        remedy: (host) =>
            host.hostKey === undefined
                ? `Someone may be in between. If it is a new key of the host's, forget the old one: ${forget(host)}.`
                : "Someone may be in between. If it is a new key of the host's, put that into `hostKey`: " +
                  "/etc/ssh/ssh_host_ed25519_key.pub there.",
    },
    {
        words: /Host key verification failed|No \S+ host key is known/,
        why: "its key is not known",
        remedy: (host) =>
            host.hostKey === undefined
                ? "Pin it by `hostKey`: the text of /etc/ssh/ssh_host_ed25519_key.pub there."
                : "It has no key of the kind of `hostKey`: pin the text of /etc/ssh/ssh_host_ed25519_key.pub there.",
    },
    {
        words: /Load key .*: (error in libcrypto|invalid format)/,
        why: "ssh cannot read the private key",
        remedy: () => "`identity` is the text of a private key, as `ssh-keygen` writes it.",
    },
    {
        words: /Load key .*: incorrect passphrase/,
        why: "the private key has a passphrase, and nobody is there to type it",
        remedy: () =>
            "Add the key to the ssh agent and leave out `identity`, or give one without a passphrase.",
    },
    {
        words: /Too many authentication failures/,
        why: "the ssh agent offered it too many keys",
        remedy: () =>
            "Say which one: by `identity`, or by `IdentityFile` and `IdentitiesOnly yes` in the ssh configuration.",
    },
    {
        words: /Permission denied \(/,
        why: "it does not let us in",
        remedy: (host) =>
            host.identity === undefined
                ? "Check `user`, and that a key of the ssh agent or of the ssh configuration is in ~/.ssh/authorized_keys there."
                : "Check `user`, and that the public key of `identity` is in ~/.ssh/authorized_keys there.",
    },
    {
        words: /Connection refused/,
        why: "nothing listens on its port",
        remedy: () => "Check `host` and `port`, and that sshd runs there.",
    },
    {
        words: /timed out|No route to host|Network is unreachable|not responding/,
        why: "it does not answer",
        remedy: () => "Check `host` and `port`, that it is up, and that no firewall is in between.",
    },
    {
        words: /Connection (closed|reset) by|banner exchange|kex_exchange_identification/,
        why: "it hung up",
        remedy: () => "Check that `port` is that of an sshd. It may also refuse those who come too often.",
    },
    {
        words: /Unable to negotiate/,
        why: "it and the ssh of this machine have no algorithm in common",
        remedy: () => "Update the older of the two.",
    },
    {
        words: /[Bb]ad configuration option|Bad owner or permissions|Can't open user config file|line \d+: /,
        why: "the ssh configuration of this machine is not right",
        remedy: ({ configFile = "~/.ssh/config" }) => `Check ${configFile}.`,
    },
];

/** Why a script did not begin on a connection that stands. */
const beginning: readonly Row[] = [
    {
        words: /sudo: .*(password is required|terminal is required|must have a tty)/,
        why: "sudo asks for a password",
        remedy: (host) =>
            `Allow it without one, on a line of a file in /etc/sudoers.d there: \`${host.user ?? "USER"} ALL=(ALL) NOPASSWD: ALL\`.`,
    },
    {
        words: /sudo: (command )?not found|: sudo: (command )?not found|Unknown command:? '?sudo|not in the sudoers file|not allowed to execute/,
        why: "sudo does not work there",
        remedy: () => 'Install and allow it, or log in as root: `user: "root"` without `sudo`.',
    },
    {
        words: /session request failed|Session open refused/,
        why: "its sshd allows no more sessions on a connection",
        remedy: () => "Allow more, in /etc/ssh/sshd_config there: `MaxSessions 10`.",
    },
    {
        words: /(?:)/,
        why: "its login shell does not run `sh -s`",
        remedy: () => "Check the shell of the user, and that there is a POSIX sh.",
    },
];

export function connectFailure(host: SshHost, ending: Ending): string {
    const row = connecting.find(({ words }) => words.test(ending.words));
    const why = row?.why ?? `ssh ended with exit code ${ending.exitCode}`;
    return told(`${nameOf(host)} cannot be reached: ${why}`, ending, row?.remedy(host));
}

export function beginFailure(host: SshHost, ending: Ending): string {
    const row = beginning.find(({ words }) => words.test(ending.words));
    return told(`no command can be run on ${nameOf(host)}: ${row?.why ?? ""}`, ending, row?.remedy(host));
}

export function scriptFailure(name: string, ending: Ending): string {
    return told(`a script failed on ${name} with exit code ${ending.exitCode}`, ending);
}

export function killedFailure(name: string, ending: Ending): string {
    return told(
        `a script was killed on ${name}`,
        ending,
        "Its kernel log may say why: there may be too little memory.",
    );
}

export function lossFailure(name: string, ending: Ending, attempts: number): string {
    const times = attempts === 1 ? "" : `, ${attempts} times`;
    return told(
        `the connection to ${name} was lost while a script ran${times}`,
        ending,
        "Run it again when the network is better.",
    );
}

const linesShown = 10;

/** What failed, the last words about it, and what to do next. */
function told(what: string, { words: said }: Ending, remedy?: string): string {
    const words = said
        .split("\n")
        .filter((line) => line.trim() !== "" && !/^@+$/.test(line))
        .slice(-linesShown)
        .map((line) => `    ${line}`);
    const first = words.length > 0 ? `${what}:` : `${what}.`;
    return [first, ...words, ...(remedy === undefined ? [] : [remedy])].join("\n");
}

function forget({ host, port }: SshHost): string {
    return `\`ssh-keygen -R ${port === undefined ? host : `'[${host}]:${port}'`}\``;
}
