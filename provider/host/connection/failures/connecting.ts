import { hasPassphrase } from "../private-key";
import { nameOf, type SshHost } from "../ssh-host";
import { rowFor, type Row } from "./row";
import { told, type Ending } from "./told";

const keyFile = "/etc/ssh/ssh_host_ed25519_key.pub";

/** Why there is no connection. The first row that fits counts. */
const connecting: readonly Row[] = [
    {
        // A host itself is complained of once it has said who it is.
        words: /\S\s*\nkex_exchange_identification: Connection closed by remote host/,
        why: "the way there ends before it, by the `ProxyJump` or `ProxyCommand` of the ssh configuration",
        remedy: () =>
            "Log in once by `ssh`, which asks whether to trust a jump host. Its user and `IdentityFile` are those of the ssh " +
            "configuration, or of the ssh agent: `user`, `identity` and `hostKey` are for the host itself.",
    },
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

export function connectFailure(host: SshHost, ending: Ending): string {
    const row = rowFor(connecting, host, ending);
    const why = row?.why ?? `ssh ended with exit code ${ending.exitCode}`;
    return told(`${nameOf(host)} cannot be reached: ${why}`, shown(host, ending), row?.remedy(host));
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

function shown(host: SshHost, { words }: Ending): string {
    const isShown = (line: string): boolean =>
        !shouting.test(line) && !(isPinned(host) && misleading.test(line));
    return words.split("\n").filter(isShown).join("\n");
}
