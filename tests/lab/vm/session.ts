import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { linkLocal } from "../../../tools/setup/lab/vm/machine.mjs";
import { linkOf } from "../network-numbers";
import { tool } from "../tool";

/** A connection to a lab that lasts until the lab ends or boots. Its tests come in by another address. */
export interface Session {
    exec(command: string): Promise<string>;
    close(): Promise<void>;
}

export interface Way {
    readonly network: number;
    /** With `user`, `known_hosts`, and the connection's socket. */
    readonly folder: string;
}

const attemptSeconds = 20;
/** Whatever a test does in a lab takes less. */
const slowestSeconds = "300";

/** Tries until the lab lets it in. */
export async function session(way: Way, deadlineMs: number): Promise<Session> {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
        const { opened, why } = await open(way);
        if (opened !== undefined) return opened;
        if (Date.now() > deadline)
            throw new Error(`The lab did not answer within ${deadlineMs / 1000} s: ${why}`);
        await sleep(200);
    }
}

async function open(way: Way): Promise<{ opened?: Session; why: string }> {
    // One that was cut off leaves it behind.
    await rm(join(way.folder, "socket"), { force: true });
    const argv = [...options, "-M", target(way), lasting];
    const ssh = spawn("setpriv", ["--pdeathsig", "KILL", "ssh", ...argv], {
        cwd: way.folder,
        stdio: ["pipe", "pipe", "pipe"],
    });
    const ended = once(ssh, "close").then(() => undefined);
    let why = "";
    ssh.stderr.setEncoding("utf8").on("data", (text) => (why += String(text)));
    const said = await Promise.race([firstLine(ssh), ended]);
    if (said === undefined) return { why };
    const exec = (command: string): Promise<string> =>
        tool(
            ["timeout", slowestSeconds, "ssh", ...options, target(way), apart(command)],
            `${command} in the lab`,
            way.folder,
        );
    const close = async (): Promise<void> => {
        ssh.kill("SIGKILL");
        await ended;
    };
    return { opened: { exec, close }, why };
}

async function firstLine(ssh: ChildProcess): Promise<string | undefined> {
    if (ssh.stdout === null) return undefined;
    const lines = createInterface({ input: ssh.stdout });
    const timer = setTimeout(() => ssh.kill("SIGKILL"), 3 * attemptSeconds * 1000);
    const [line] = (await Promise.race([once(lines, "line"), once(lines, "close")])) as [string?];
    clearTimeout(timer);
    return line;
}

/** Out of the session that systemd made of it: what a test looks for is what others do. */
const leave = "echo $$ >/sys/fs/cgroup/cgroup.procs";
const lasting = `${leave} && echo here && exec cat`;

const apart = (command: string): string =>
    [
        `${leave} && cd / && exec env --ignore-environment`,
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8",
        `sh -c '${command.replaceAll("'", `'\\''`)}'`,
    ].join(" ");

const target = ({ network }: Way): string => `root@${linkLocal}%${linkOf(network)}`;

const options = [
    ...["-F", "none", "-i", "user", "-S", "socket"],
    ...[
        ...["BatchMode=yes", "StrictHostKeyChecking=yes", "HostKeyAlias=lab"],
        ...["UserKnownHostsFile=known_hosts", "GlobalKnownHostsFile=none"],
        ...[`ConnectTimeout=${attemptSeconds}`, "ServerAliveInterval=15", "ServerAliveCountMax=8"],
    ].flatMap((option) => ["-o", option]),
];
