import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { connectSsh } from "../../../../provider/host/connection";
import { startSshd, type Sshd } from "./sshd";

let folder: string;
let jump: Sshd;
let behind: Sshd;
let endAgent: () => Promise<void>;
const socket = process.env.SSH_AUTH_SOCK;
const lifetime = new AbortController();

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "configured-"));
    [jump, behind] = await Promise.all([startSshd(), startSshd()]);
    endAgent = await startAgent(join(folder, "agent"));
});
afterAll(async () => {
    lifetime.abort(new Error("the tests are over"));
    await endAgent();
    await Promise.all([jump.stop(), behind.stop()]);
    await rm(folder, { recursive: true });
});

/** It has the keys of both. */
async function startAgent(path: string): Promise<() => Promise<void>> {
    const agent = spawn("ssh-agent", ["-D", "-a", path], { stdio: ["ignore", "pipe", "inherit"] });
    const gone = once(agent, "exit");
    await once(agent.stdout, "data");
    const env = { ...process.env, SSH_AUTH_SOCK: path };
    for (const sshd of [jump, behind]) execFileSync("ssh-add", ["-q", join(sshd.folder, "user")], { env });
    return async () => {
        agent.kill();
        await gone;
    };
}

beforeEach(() => {
    process.env.SSH_AUTH_SOCK = join(folder, "agent");
});
afterEach(() => {
    if (socket === undefined) delete process.env.SSH_AUTH_SOCK;
    else process.env.SSH_AUTH_SOCK = socket;
});

/** Reaches the one behind the other, of which the configuration knows these. */
async function greet(known: readonly Sshd[], hostKey?: string): Promise<string> {
    const at = ({ host }: Sshd, more = ""): string =>
        `    HostName 127.0.0.1\n    Port ${host.port}\n${more}`;
    const lines = known.map(({ host }) => `[127.0.0.1]:${host.port} ${host.hostKey}\n`);
    await writeFile(join(folder, "known"), lines.join(""));
    const configFile = join(folder, "config");
    await writeFile(
        configFile,
        `Host jump\n${at(jump)}Host behind\n${at(behind, "    ProxyJump jump\n")}Host *\n    UserKnownHostsFile ${join(folder, "known")}\n`,
    );
    const host = { host: "behind", user: userInfo().username, configFile, hostKey };
    const connection = connectSsh(host, { folder: join(folder, "files"), lifetime: lifetime.signal });
    return connection.run({ body: "echo hello" }, { signal: new AbortController().signal });
}

describe("a host behind a jump host of the ssh configuration", () => {
    test("is reached by the keys of the ssh agent", async () => {
        await expect(greet([jump, behind])).resolves.toBe("hello\n");
        for (const sshd of [jump, behind]) expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
    });

    test("is reached where its own key is pinned", async () => {
        await expect(greet([jump], behind.host.hostKey)).resolves.toBe("hello\n");
    });

    const ended = (words: string): string =>
        `${userInfo().username}@behind cannot be reached: the way there ends before it, by the \`ProxyJump\` or ` +
        `\`ProxyCommand\` of the ssh configuration:\n    ${words}\n` +
        "    kex_exchange_identification: Connection closed by remote host\n" +
        "Log in once by `ssh`, which asks whether to trust a jump host. Its user and `IdentityFile` are those of the ssh " +
        "configuration, or of the ssh agent: `user`, `identity` and `hostKey` are for the host itself.";

    test("is told from the jump host, where nobody knows that or it lets nobody in", async () => {
        await expect(greet([behind], behind.host.hostKey)).rejects.toThrow(
            ended("Host key verification failed."),
        );
        process.env.SSH_AUTH_SOCK = join(folder, "no-agent");
        await expect(greet([jump, behind])).rejects.toThrow(
            ended(`${userInfo().username}@127.0.0.1: Permission denied (publickey).`),
        );
    });
});
