import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SshHost } from "../../../../provider/host/connection";
import { run } from "../../../../provider/process/run";
import { baseEnvironment } from "../../../../provider/process/environment";

/** An OpenSSH server of its own on a port of this machine, and all that is needed to log in. */
export interface Sshd {
    readonly host: SshHost;
    /** For what a test adds. */
    readonly folder: string;
    /** What it has logged. */
    readonly log: () => string;
    /** Resolves with the next line that it logs which matches. */
    readonly logs: (pattern: RegExp) => Promise<void>;
    /** The processes that serve the connections of now. */
    readonly serving: () => Promise<readonly number[]>;
    readonly stop: () => Promise<void>;
}

export interface SshdOptions {
    /** Lines of its configuration. */
    readonly config?: readonly string[];
}

const program = "/usr/sbin/sshd";

export async function startSshd({ config = [] }: SshdOptions = {}): Promise<Sshd> {
    const folder = await mkdtemp(join(tmpdir(), "sshd-"));
    await makeKeys(folder);
    const port = await freePort();
    await writeFile(join(folder, "config"), [...basics(folder, port), ...config, ""].join("\n"));
    // Debian's service makes it at each boot.
    if (process.getuid?.() === 0) await mkdir("/run/sshd", { recursive: true });
    const server = spawn(program, ["-D", "-e", "-f", join(folder, "config")], {
        stdio: ["ignore", "ignore", "pipe"],
    });
    const lines = watchLog(server);
    await lines.next(/Server listening/);
    return {
        folder,
        host: {
            host: "127.0.0.1",
            port,
            user: userInfo().username,
            identity: await readFile(join(folder, "user"), "utf8"),
            hostKey: (await readFile(join(folder, "host.pub"), "utf8")).trim(),
        },
        log: lines.all,
        logs: lines.next,
        serving: () => childrenOf(server.pid ?? 0),
        async stop() {
            const gone = once(server, "exit");
            for (const pid of await childrenOf(server.pid ?? 0)) end(pid);
            if (server.kill()) await gone;
            await rm(folder, { recursive: true });
        },
    };
}

function basics(folder: string, port: number): string[] {
    return [
        `Port ${port}`,
        ...["ListenAddress 127.0.0.1", "UsePAM no", "PidFile none", "StrictModes no", "LogLevel VERBOSE"],
        ...["PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin yes"],
        `HostKey ${join(folder, "host")}`,
        `AuthorizedKeysFile ${join(folder, "user.pub")}`,
    ];
}

async function makeKeys(folder: string): Promise<void> {
    for (const name of ["host", "user"]) await makeKey(join(folder, name));
    await chmod(folder, 0o755);
}

export async function makeKey(path: string, passphrase = ""): Promise<void> {
    const argv = ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", path] as const;
    await run({ argv, cwd: "/", env: baseEnvironment() });
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}

function watchLog(server: ChildProcess): { readonly all: () => string; readonly next: Sshd["logs"] } {
    const seen: string[] = [];
    if (server.stderr === null) throw new Error("sshd has no stderr");
    const reader = createInterface({ input: server.stderr });
    reader.on("line", (line) => seen.push(line));
    const next = (pattern: RegExp): Promise<void> =>
        new Promise((resolve, reject) => {
            const look = (line: string): void => {
                if (pattern.test(line)) resolve();
            };
            reader.on("line", look);
            server.once("exit", () => {
                reject(new Error(`sshd ended:\n${seen.join("\n")}`));
            });
        });
    return { all: () => seen.join("\n"), next };
}

/** sshd has one process a connection, and others below that. */
async function childrenOf(pid: number): Promise<number[]> {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
    return children.split(" ").filter(Boolean).map(Number);
}

export function end(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
}
