import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { connectSsh, type SshHost } from "../../../../provider/host/connection";
import { startSshd, type SshdOptions } from "./sshd";

let folder: string;
const lifetime = new AbortController();
const { signal } = new AbortController();

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "servers-"));
});
afterAll(async () => {
    lifetime.abort(new Error("the tests are over"));
    await rm(folder, { recursive: true });
});

const me = `${userInfo().username}@127.0.0.1`;

function greet(host: SshHost): Promise<string> {
    const connection = connectSsh(host, { folder: join(folder, "files"), lifetime: lifetime.signal });
    return connection.run({ body: "echo hello" }, { signal });
}

/** What comes of an sshd that is set up in some way. */
async function withSshd<Result>(
    options: SshdOptions,
    action: (host: SshHost) => Promise<Result>,
): Promise<Result> {
    const own = await startSshd(options);
    try {
        return await action(own.host);
    } finally {
        await own.stop();
    }
}

const config = (...lines: string[]): SshdOptions => ({ config: lines });

/** A folder of programs that a host has before all others. */
async function programs(name: string, sudo?: string): Promise<SshdOptions> {
    const place = join(folder, name);
    await mkdir(place);
    if (sudo !== undefined) {
        await writeFile(join(place, "sudo"), `#!/bin/sh\n${sudo}\n`);
        await chmod(join(place, "sudo"), 0o755);
    }
    return config(`SetEnv PATH=${place}${sudo === undefined ? "" : ":/usr/bin:/bin"}`);
}

describe("a server", () => {
    test("that lets nobody run commands is quoted", async () => {
        const options = config('ForceCommand echo "This account is currently not available."; exit 1');
        await expect(withSshd(options, greet)).rejects.toThrow(
            `${me} cannot be reached: its user may not run commands:\n    This account is currently not available.\n` +
                "Log in as another `user`.",
        );
    });

    test("whose login shell says something first is understood", async () => {
        const options = config('ForceCommand echo welcome; echo; eval "$SSH_ORIGINAL_COMMAND"');
        await expect(withSshd(options, greet)).resolves.toBe("hello\n");
    });

    test("with few sessions runs scripts one after the other", async () => {
        const answers = withSshd(config("MaxSessions 2"), (host) => {
            const connection = connectSsh(host, { folder: join(folder, "files"), lifetime: lifetime.signal });
            const run = (number: number) =>
                connection.run({ body: `echo ${number}` }, { signal: new AbortController().signal });
            return Promise.all([1, 2, 3, 4, 5, 6].map(run));
        });
        await expect(answers).resolves.toEqual(["1\n", "2\n", "3\n", "4\n", "5\n", "6\n"]);
    });

    test("with too few sessions says so", async () => {
        await expect(withSshd(config("MaxSessions 1"), greet)).rejects.toThrow(
            `no script can be run on ${me}: its sshd allows too few sessions on a connection:\n` +
                "    mux_client_request_session: session request failed: Session open refused by peer\n",
        );
    });

    test("without sh says so", async () => {
        const shells =
            'case $SSH_ORIGINAL_COMMAND in sh*) PATH=; sh -s;; *) eval "$SSH_ORIGINAL_COMMAND";; esac';
        const options = config(`ForceCommand ${shells}`);
        await expect(withSshd(options, greet)).rejects.toThrow(
            /^no script can be run on \S+@127\.0\.0\.1: its login shell did not run `sh -s`:\n {4}.*sh: .*not found|No such file/i,
        );
    });
});

const asRoot = (host: SshHost): Promise<string> => greet({ ...host, sudo: true });

describe("sudo", () => {
    test("runs the script", async () => {
        const options = await programs("sudo-works", 'echo "$*" >"$0.argv"; shift 2; exec "$@"');
        await expect(withSshd(options, asRoot)).resolves.toBe("hello\n");
        expect(await readFile(join(folder, "sudo-works/sudo.argv"), "utf8")).toBe("-n -- sh -s\n");
    });

    test("that asks for a password says how to allow it without one", async () => {
        const options = await programs("sudo-asks", 'echo "sudo: a password is required" >&2; exit 1');
        await expect(withSshd(options, asRoot)).rejects.toThrow(
            `no script can be run on ${me}: sudo asks for a password there:\n    sudo: a password is required\n` +
                `Allow it without one, by a file in /etc/sudoers.d there: \`${userInfo().username} ALL=(ALL) NOPASSWD: ALL\`.`,
        );
    });
});
