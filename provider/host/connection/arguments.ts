import { resolve } from "node:path";
import type { SshHost } from "./ssh-host";

/** The files of a connection, in the folder that ssh runs in: a socket's path must be short. */
export interface Files {
    readonly socket: string;
    /** Where there is an `identity`. */
    readonly key: string;
    /** Where there is a `hostKey`. */
    readonly knownHosts: string;
}

type Argv = readonly [string, ...string[]];

/** What the master says when it stands. */
export const readyLine = "pulumi-unikernel is ready";

/**
 * The connection that the others go through. Its own session lasts as long as its input is open, and so ends with the
 * plugin however that ends.
 */
export function masterArgv(host: SshHost, files: Files): Argv {
    const command = `echo ${readyLine} && exec cat >/dev/null`;
    return ["ssh", ...common(host, files), ...options({ ControlMaster: "yes" }), "--", host.host, command];
}

/** A session on the master's connection, and never one of its own: that would go unnoticed. */
export function sessionArgv(host: SshHost, files: Files): Argv {
    const own = options({ ControlMaster: "no", ProxyCommand: "false" });
    return ["ssh", ...own, ...common(host, files), "--", host.host, shellOf(host)];
}

/** Asks whether the master still has its connection. */
export function checkArgv(host: SshHost, files: Files): Argv {
    return ["ssh", ...common(host, files), "-O", "check", "--", host.host];
}

function shellOf({ sudo }: SshHost): string {
    return sudo ? "sudo -n -- sh -s" : "sh -s";
}

function common(host: SshHost, files: Files): string[] {
    const { user, port, identity, hostKey, configFile } = host;
    return [
        ...(configFile === undefined ? [] : ["-F", resolve(configFile)]),
        "-T",
        ...(user === undefined ? [] : ["-l", user]),
        ...(port === undefined ? [] : ["-p", String(port)]),
        ...options({ ControlPath: files.socket, ...always }),
        ...(identity === undefined ? [] : ["-i", files.key, ...options({ IdentitiesOnly: "yes" })]),
        ...(hostKey === undefined ? [] : options(pinned(host, files))),
    ];
}

/** Some of what a configuration may say for people would keep a program from its work, or give the host too much. */
const always = {
    BatchMode: "yes",
    LogLevel: "ERROR",
    ConnectTimeout: "15",
    ServerAliveInterval: "10",
    ServerAliveCountMax: "3",
    ControlPersist: "no",
    RemoteCommand: "none",
    PermitLocalCommand: "no",
    ClearAllForwardings: "yes",
    ForwardAgent: "no",
    ForwardX11: "no",
};

function pinned(host: SshHost, { knownHosts }: Files): Record<string, string> {
    return {
        HostKeyAlias: aliasOf(host),
        UserKnownHostsFile: knownHosts,
        GlobalKnownHostsFile: "/dev/null",
        StrictHostKeyChecking: "yes",
        UpdateHostKeys: "no",
        VerifyHostKeyDNS: "no",
    };
}

function options(values: Readonly<Record<string, string>>): string[] {
    return Object.entries(values).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

/** What a host with a pinned key is called in the file that holds the key. ssh looks there in lower case. */
export function aliasOf({ host }: SshHost): string {
    return host.toLowerCase();
}
