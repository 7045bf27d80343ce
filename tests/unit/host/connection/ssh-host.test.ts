import { describe, expect, test } from "@jest/globals";
import { SshHost } from "../../../../provider/host/connection";
import { nameOf } from "../../../../provider/host/connection/ssh-host";

const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----";

const accepted: [string, Record<string, unknown>][] = [
    ["a name", { host: "kvm1.example.org" }],
    ["an IPv4 address", { host: "192.0.2.1" }],
    ["an IPv6 address", { host: "fe80::1%eth0" }],
    ["a name in any language", { host: "büro" }],
    ["a user", { user: "DOM.admin-1_x" }],
    ["a port", { port: 65535 }],
    ["a key", { identity: key }],
    ["a key that ends with a line end", { identity: `${key}\n` }],
    ["a key of Windows", { identity: key.replaceAll("\n", "\r\n") }],
    ["a host key", { hostKey: "ssh-ed25519 AAAAC3Nza+/C1==" }],
    ["a host key's file", { hostKey: "ecdsa-sha2-nistp256 AAAA root@kvm1\n" }],
];

test.each(accepted)("%s is accepted", (_, values) => {
    expect(SshHost.parse({ host: "kvm1", ...values })).toEqual({ host: "kvm1", ...values });
});

const host = "must be the name or address of a host, without a user, a port or a path";
const user = "must be the name of a user";
const identity = "must be the whole text of a private key, not the name of its file";
const hostKey = "must be a public key such as `ssh-ed25519 AAAA…`, on one line";

/** Some would be options of ssh, or lines of the file of known hosts, or mean several hosts there. */
const refused: [string, Record<string, unknown>, string][] = [
    ["no name", { host: "" }, host],
    ["an option", { host: "-oProxyCommand=reboot" }, host],
    ["a user in the name", { host: "deploy@kvm1" }, host],
    ["a URL", { host: "ssh://kvm1" }, host],
    ["several names", { host: "kvm1,kvm2" }, host],
    ["a pattern", { host: "kvm*" }, host],
    ["a name with a line end", { host: "kvm1\n* ssh-ed25519 AAAA" }, host],
    ["an option for a user", { user: "-F/dev/null" }, user],
    ["a user with a blank", { user: "a b" }, user],
    ["a file's name for a key", { identity: "~/.ssh/id_ed25519" }, identity],
    ["a public key for a key", { identity: "ssh-ed25519 AAAA" }, identity],
    ["a fingerprint for a host key", { hostKey: "SHA256:1alN4gIyJS" }, hostKey],
    ["two host keys", { hostKey: "ssh-ed25519 AAAA\nssh-ed25519 BBBB" }, hostKey],
    ["an option of known hosts", { hostKey: "@cert-authority ssh-ed25519 AAAA" }, hostKey],
];

test.each(refused)("%s is refused", (_, values, message) => {
    const { error } = SshHost.safeParse({ host: "kvm1", ...values });
    expect(error?.issues.map((issue) => [issue.path, issue.message])).toEqual([
        [Object.keys(values), message],
    ]);
});

describe("a host's name in messages", () => {
    test("has the user if one is given", () => {
        expect(nameOf({ host: "kvm1" })).toBe("kvm1");
        expect(nameOf({ host: "kvm1", user: "deploy" })).toBe("deploy@kvm1");
    });
});
