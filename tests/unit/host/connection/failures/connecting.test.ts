import { expect, test } from "@jest/globals";
import type { SshHost } from "../../../../../provider/host/connection";
import { connectFailure } from "../../../../../provider/host/connection/failures/connecting";
import { changed } from "./changed";

const host: SshHost = { host: "kvm1", user: "deploy" };
const port: SshHost = { ...host, port: 2222 };
const pinned: SshHost = { ...host, hostKey: "ssh-ed25519 AAAA" };
const identity: SshHost = { ...host, identity: "-----BEGIN RSA PRIVATE KEY-----\nAAAA" };
const locked: SshHost = { ...host, identity: "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA" };
const configured: SshHost = { ...host, configFile: "ssh.config" };

/** What ssh says, for which host, and what is said of it. */
const connecting: [name: string, of: SshHost, words: string, message: string][] = [
    [
        "an unknown name",
        host,
        "ssh: Could not resolve hostname kvm1: Name or service not known",
        `nobody knows its name:
    ssh: Could not resolve hostname kvm1: Name or service not known
Check \`host\`, or give its address.`,
    ],
    [
        "a refused connection",
        host,
        "ssh: connect to host kvm1 port 22: Connection refused",
        `nothing listens on its port:
    ssh: connect to host kvm1 port 22: Connection refused
Check \`host\` and \`port\`, and that sshd runs there.`,
    ],
    ...[
        "ssh: connect to host kvm1 port 22: Connection timed out",
        "Connection timed out during banner exchange",
        "ssh: connect to host kvm1 port 22: No route to host",
        "ssh: connect to host kvm1 port 22: Network is unreachable",
    ].map((words): [string, SshHost, string, string] => [
        "a host that does not answer",
        host,
        words,
        `it does not answer:
    ${words}
Check \`host\` and \`port\`, that it is up, and that no firewall is in between.`,
    ]),
    [
        "an unknown key",
        host,
        "Host key verification failed.",
        `its key is not known:
    Host key verification failed.
Give it as \`hostKey\`: the first two words of /etc/ssh/ssh_host_ed25519_key.pub there. Or log in once by \`ssh\`, which asks whether to trust it.`,
    ],
    [
        "a changed key",
        host,
        changed,
        `its key is not the one that is known:
    The fingerprint for the ED25519 key sent by the remote host is
    SHA256:1alN4gIyJS.
    Add correct host key in /home/me/.ssh/known_hosts to get rid of this message.
    Offending ED25519 key in /home/me/.ssh/known_hosts:1
      remove with:
      ssh-keygen -f "/home/me/.ssh/known_hosts" -R "kvm1"
    Host key for kvm1 has changed and you have requested strict checking.
    Host key verification failed.
Someone may be in between. If its key is new, forget the old one: \`ssh-keygen -R kvm1\`.`,
    ],
    [
        "a changed key of another port",
        port,
        "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!",
        `its key is not the one that is known:
    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!
Someone may be in between. If its key is new, forget the old one: \`ssh-keygen -R '[kvm1]:2222'\`.`,
    ],
    [
        "a key that is not the pinned one",
        pinned,
        changed,
        `its key is not \`hostKey\`:
    The fingerprint for the ED25519 key sent by the remote host is
    SHA256:1alN4gIyJS.
    Host key for kvm1 has changed and you have requested strict checking.
    Host key verification failed.
Someone may be in between. If its key is new, put that into \`hostKey\`: the first two words of /etc/ssh/ssh_host_ed25519_key.pub there.`,
    ],
    [
        "no key of the pinned kind",
        pinned,
        "No ED25519 host key is known for kvm1 and you have requested strict checking.\nHost key verification failed.",
        `it has no key of the kind of \`hostKey\`:
    No ED25519 host key is known for kvm1 and you have requested strict checking.
    Host key verification failed.
Put another of its keys into \`hostKey\`: the first two words of /etc/ssh/ssh_host_ed25519_key.pub there.`,
    ],
    [
        "a key that it does not know",
        host,
        "deploy@kvm1: Permission denied (publickey).",
        `it does not let us in:
    deploy@kvm1: Permission denied (publickey).
Check \`user\`, and that a key of the ssh agent or of the ssh configuration is in ~/.ssh/authorized_keys there. \`identity\` gives one that is in neither.`,
    ],
    [
        "an identity that it does not know",
        identity,
        "deploy@kvm1: Permission denied (publickey).",
        `it does not let us in:
    deploy@kvm1: Permission denied (publickey).
Check \`user\`, and that the public key of \`identity\` is in ~/.ssh/authorized_keys there.`,
    ],
    [
        "an identity with a passphrase",
        locked,
        "deploy@kvm1: Permission denied (publickey).",
        `the private key has a passphrase, and nobody is there to type it:
    deploy@kvm1: Permission denied (publickey).
Add the key to the ssh agent and leave out \`identity\`, or give one without a passphrase.`,
    ],
    [
        "an identity that is none",
        identity,
        'Load key "1.key": error in libcrypto\ndeploy@kvm1: Permission denied (publickey).',
        `ssh cannot read the private key:
    Load key "1.key": error in libcrypto
    deploy@kvm1: Permission denied (publickey).
\`identity\` is the whole text of a private key, as \`ssh-keygen\` writes it into a file.`,
    ],
    [
        "too many keys",
        host,
        "Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures",
        `it was offered too many keys:
    Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures
Give the right one as \`identity\`, or say \`IdentityFile\` and \`IdentitiesOnly yes\` in the ssh configuration.`,
    ],
    [
        "an old server",
        host,
        "Unable to negotiate with 10.0.0.1 port 22: no matching host key type found. Their offer: ssh-dss",
        `it has no algorithm in common with the ssh of this machine:
    Unable to negotiate with 10.0.0.1 port 22: no matching host key type found. Their offer: ssh-dss
Update the older of the two.`,
    ],
    [
        "a host that hangs up",
        host,
        "kex_exchange_identification: Connection closed by remote host\nConnection closed by 10.0.0.1 port 22",
        `it hung up:
    kex_exchange_identification: Connection closed by remote host
    Connection closed by 10.0.0.1 port 22
Check that \`port\` is that of an sshd, which may refuse those who come too often.`,
    ],
    [
        "a wrong configuration",
        host,
        "/home/me/.ssh/config: line 1: Bad configuration option: nonsense",
        `ssh does not accept its configuration on this machine:
    /home/me/.ssh/config: line 1: Bad configuration option: nonsense
Check ~/.ssh/config.`,
    ],
    [
        "a configuration that is not there",
        configured,
        "Can't open user config file /home/me/ssh.config: No such file or directory",
        `ssh does not accept its configuration on this machine:
    Can't open user config file /home/me/ssh.config: No such file or directory
Check ssh.config.`,
    ],
    [
        "a store on a file system without sockets",
        host,
        "unix_listener: cannot bind to path 1.1.x8NpkS3PrY7X5HZC: Operation not permitted",
        `ssh cannot make a socket in the provider's store:
    unix_listener: cannot bind to path 1.1.x8NpkS3PrY7X5HZC: Operation not permitted
Put the store where there are sockets: \`pulumi config set unikernel:store FOLDER\`.`,
    ],
    [
        "an account that may not log in",
        host,
        "This account is currently not available.",
        `its user may not run commands:
    This account is currently not available.
Log in as another \`user\`.`,
    ],
    [
        "what is not known of ssh",
        host,
        "something new\n",
        `ssh ended with exit code 255:
    something new`,
    ],
    ["nothing", host, "", "ssh ended with exit code 255."],
];

test.each(connecting)("%s is why a host cannot be reached", (_, of, words, message) => {
    expect(connectFailure(of, { exitCode: 255, words })).toBe(`deploy@kvm1 cannot be reached: ${message}`);
});
