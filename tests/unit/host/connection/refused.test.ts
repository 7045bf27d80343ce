import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { connectSsh, Unreachable, type SshHost } from "../../../../provider/host/connection";
import { makeKey, startSshd, type Sshd } from "./sshd";

let sshd: Sshd;
let folder: string;
const lifetime = new AbortController();
const { signal } = new AbortController();

beforeAll(async () => {
    sshd = await startSshd();
    folder = await mkdtemp(join(tmpdir(), "refused-"));
    await makeKey(join(folder, "other"));
    await makeKey(join(folder, "locked"), "a passphrase");
    // ssh takes this for the user's configuration, which knows no host yet.
    await writeFile(join(folder, "config"), `UserKnownHostsFile ${join(folder, "known")}\n`);
});
afterAll(async () => {
    lifetime.abort(new Error("the tests are over"));
    await sshd.stop();
    await rm(folder, { recursive: true });
});

const text = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

function greet(host: SshHost, body = "echo hello"): Promise<string> {
    const connection = connectSsh(host, { folder: join(folder, "files"), lifetime: lifetime.signal });
    return connection.run({ body }, { signal });
}

/** What is said of a host that is not reached. */
async function problem(changes: Partial<SshHost>): Promise<string> {
    const host = { ...sshd.host, ...changes };
    return greet(host).then(
        (answer) => `it has answered: ${answer}`,
        (error: unknown) => (error as Error).message.replaceAll(String(host.port), "PORT"),
    );
}

const me = `${userInfo().username}@127.0.0.1`;

test("a host that does not answer is told from one that answers, and fails", async () => {
    await expect(greet({ ...sshd.host, port: 1 })).rejects.toBeInstanceOf(Unreachable);
    await expect(greet(sshd.host, "exit 3")).rejects.not.toBeInstanceOf(Unreachable);
});

describe("a host", () => {
    test("whose key is another says so, and is not spoken to", async () => {
        expect(await problem({ hostKey: await text("other.pub") })).toMatch(
            /^\S+@127\.0\.0\.1 cannot be reached: its key is not `hostKey`:\n {4}The fingerprint for the ED25519 key sent by the remote host is\n {4}SHA256:.{43}\.\n {4}Host key for 127\.0\.0\.1 has changed and you have requested strict checking\.\n {4}Host key verification failed\.\nSomeone may be in between\./,
        );
    });

    test("that has no key of that kind says so", async () => {
        const hostKey = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQDa";
        expect(await problem({ hostKey })).toContain(
            "it has no key of the kind of `hostKey`:\n    No ED25519",
        );
    });

    test("whose key nobody knows says how to give it", async () => {
        const unknown = { hostKey: undefined, configFile: join(folder, "config") };
        expect(await problem(unknown)).toBe(
            `${me} cannot be reached: its key is not known:\n    Host key verification failed.\n` +
                "Give it as `hostKey`: the first two words of /etc/ssh/ssh_host_ed25519_key.pub there. " +
                "Or log in once by `ssh`, which asks whether to trust it.",
        );
    });

    test("that the ssh configuration knows needs no pinned key", async () => {
        await writeFile(join(folder, "known"), `[127.0.0.1]:${sshd.host.port} ${sshd.host.hostKey}\n`);
        const known = { hostKey: undefined, configFile: join(folder, "config") };
        expect(await problem(known)).toBe("it has answered: hello\n");
    });

    test("that does not know the key of ours says so", async () => {
        expect(await problem({ identity: await text("other") })).toBe(
            `${me} cannot be reached: it does not let us in:\n    ${me}: Permission denied (publickey).\n` +
                "Check `user`, and that the public key of `identity` is in ~/.ssh/authorized_keys there.",
        );
    });

    test("is not reached by a key with a passphrase", async () => {
        expect(await problem({ identity: await text("locked") })).toContain(
            "the private key has a passphrase, and nobody is there to type it:",
        );
    });

    test("is not reached by what is no key", async () => {
        const identity = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----";
        expect(await problem({ identity })).toContain("ssh cannot read the private key:\n    Load key ");
    });

    test("is reached by a key without a line end, or with those of Windows", async () => {
        const identity = (sshd.host.identity ?? "").trim().replaceAll("\n", "\r\n");
        expect(await problem({ identity })).toBe("it has answered: hello\n");
    });

    test("that is not there says so", async () => {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as { port: number };
        server.close();
        await once(server, "close");
        expect(await problem({ port })).toBe(
            `${me} cannot be reached: nothing listens on its port:\n` +
                "    ssh: connect to host 127.0.0.1 port PORT: Connection refused\n" +
                "Check `host` and `port`, and that sshd runs there.",
        );
    });

    test("whose port is something else's says so", async () => {
        const server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as { port: number };
        expect(await problem({ port })).toContain(`${me} cannot be reached: it hung up:\n    `);
        server.close();
    });

    test("is not reached by an ssh configuration that is not right", async () => {
        const configFile = join(folder, "wrong");
        await writeFile(configFile, "Nonsense yes\n");
        expect(await problem({ configFile })).toContain(
            `ssh does not accept its configuration on this machine:\n    ${configFile}: line 1: Bad configuration option: nonsense\n`,
        );
    });

    test("is tried anew after it was not reached", async () => {
        const host = { ...sshd.host, hostKey: undefined, configFile: join(folder, "later") };
        await writeFile(host.configFile, `UserKnownHostsFile ${join(folder, "known-later")}\n`);
        const connection = connectSsh(host, { folder: join(folder, "files"), lifetime: lifetime.signal });
        const run = () => connection.run({ body: "echo hello" }, { signal });
        await expect(run()).rejects.toThrow("its key is not known");
        await writeFile(join(folder, "known-later"), `[127.0.0.1]:${host.port} ${sshd.host.hostKey}\n`);
        await expect(run()).resolves.toBe("hello\n");
    });
});

test("an ssh that is not installed says what to install", async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
        await expect(greet(sshd.host)).rejects.toThrow(
            "ssh cannot be run: it is not on PATH. Remote hosts are reached by it. Install it: " +
                "`apt install openssh-client`, `dnf install openssh-clients` or `brew install openssh`.",
        );
    } finally {
        process.env.PATH = path;
    }
});
