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

/** Some would be options of ssh, or lines of the file of known hosts, or mean several hosts there. */
const refused: [string, Record<string, unknown>][] = [
    ["no name", { host: "" }],
    ["an option", { host: "-oProxyCommand=reboot" }],
    ["a user in the name", { host: "deploy@kvm1" }],
    ["a URL", { host: "ssh://kvm1" }],
    ["several names", { host: "kvm1,kvm2" }],
    ["a pattern", { host: "kvm*" }],
    ["a name with a line end", { host: "kvm1\n* ssh-ed25519 AAAA" }],
    ["an option for a user", { user: "-F/dev/null" }],
    ["a user with a blank", { user: "a b" }],
    ["port 0", { port: 0 }],
    ["a file's name for a key", { identity: "~/.ssh/id_ed25519" }],
    ["a public key for a key", { identity: "ssh-ed25519 AAAA" }],
    ["a fingerprint for a host key", { hostKey: "SHA256:1alN4gIyJS" }],
    ["two host keys", { hostKey: "ssh-ed25519 AAAA\nssh-ed25519 BBBB" }],
    ["an option of known hosts", { hostKey: "@cert-authority ssh-ed25519 AAAA" }],
    ["what is not known", { password: "secret" }],
];

test.each(refused)("%s is refused", (_, values) => {
    expect(SshHost.safeParse({ host: "kvm1", ...values }).success).toBe(false);
});

describe("a host's name in messages", () => {
    test("has the user if one is given", () => {
        expect(nameOf({ host: "kvm1" })).toBe("kvm1");
        expect(nameOf({ host: "kvm1", user: "deploy" })).toBe("deploy@kvm1");
    });
});
