import { describe, expect, test } from "@jest/globals";
import { checkArgv, masterArgv, sessionArgv } from "../../../../provider/host/connection/arguments";

const files = { socket: "1.1", key: "1.key", knownHosts: "1.hosts" };

const always = [
    ...["-o", "ControlPath=1.1", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=15"],
    ...["-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3", "-o", "ControlPersist=no"],
    ...["-o", "RemoteCommand=none", "-o", "PermitLocalCommand=no", "-o", "ClearAllForwardings=yes"],
    ...["-o", "ForwardAgent=no", "-o", "ForwardX11=no"],
];

const pinned = [
    ...["-o", "HostKeyAlias=kvm1.example.org", "-o", "UserKnownHostsFile=1.hosts"],
    ...["-o", "GlobalKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=yes"],
    ...["-o", "UpdateHostKeys=no", "-o", "VerifyHostKeyDNS=no"],
];

const ready = "echo pulumi-unikernel is ready && exec cat >/dev/null";

describe("the connection of a host", () => {
    test("that is only named leaves the rest to the ssh configuration", () => {
        expect(masterArgv({ host: "kvm1" }, files)).toEqual([
            ...["ssh", "-T", ...always, "-o", "ControlMaster=yes", "--", "kvm1", ready],
        ]);
    });

    test("of which everything is said leaves nothing to it", () => {
        const host = {
            ...{ host: "KVM1.example.org", user: "deploy", port: 2222, identity: "a key", hostKey: "a key" },
            ...{ sudo: true, configFile: "/etc/own" },
        };
        expect(masterArgv(host, files)).toEqual([
            ...["ssh", "-F", "/etc/own", "-T", "-l", "deploy", "-p", "2222", ...always],
            ...["-i", "1.key", "-o", "IdentitiesOnly=yes", ...pinned, "-o", "ControlMaster=yes"],
            ...["--", "KVM1.example.org", ready],
        ]);
    });
});

const through = ["-o", "ControlMaster=no", "-o", "ProxyCommand=false"];

test("a session goes through the connection or nowhere", () => {
    expect(sessionArgv({ host: "kvm1" }, files)).toEqual([
        ...["ssh", ...through, "-T", ...always, "--", "kvm1", "sh -s"],
    ]);
});

test("a session runs the shell by sudo when it is told to", () => {
    expect(sessionArgv({ host: "kvm1", sudo: true }, files).at(-1)).toBe("sudo -n -- sh -s");
});

test("a connection is asked whether it stands", () => {
    expect(checkArgv({ host: "kvm1" }, files)).toEqual([
        ...["ssh", "-T", ...always, "-O", "check", "--", "kvm1"],
    ]);
});
