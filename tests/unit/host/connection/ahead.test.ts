import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectSsh, type Connection, type Script } from "../../../../provider/host/connection";
import { end, startSshd, type Sshd, type SshdOptions } from "./sshd";

/** A script that is yet to come. */
interface Coming {
    readonly script: Promise<Script>;
    readonly come: (script: Script) => void;
    readonly fail: (error: Error) => void;
}

let folder: string;
let sshd: Sshd;
let connection: Connection;
const lifetime = new AbortController();
const { signal } = new AbortController();

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ahead-"));
});
afterEach(() => sshd.stop());
afterAll(async () => {
    lifetime.abort(new Error("the tests are over"));
    await rm(folder, { recursive: true });
});

async function connected(options?: SshdOptions): Promise<void> {
    sshd = await startSshd(options);
    connection = connectSsh(sshd.host, { folder, lifetime: lifetime.signal });
    await connection.run({ body: ":" }, { signal });
}

function coming(): Coming {
    let come: Coming["come"] = () => undefined;
    let fail: Coming["fail"] = () => undefined;
    const script = new Promise<Script>((resolve, reject) => {
        come = resolve;
        fail = reject;
    });
    return { script, come, fail };
}

const sessions = (): number => sshd.log().split("Starting session: command").length - 1;

/** A script that is yet to come, whose session has been opened, and how it ends. */
async function opened(options?: SshdOptions): Promise<Coming & { readonly ran: Promise<string> }> {
    await connected(options);
    const later = coming();
    const heard = sshd.logs(/Starting session: command/);
    const ran = connection.run(later.script, { signal });
    await heard;
    return { ...later, ran };
}

test("a script that comes later finds its session open", async () => {
    const later = await opened();
    const before = sessions();
    later.come({ body: 'echo "$value"', values: { value: "at last" } });
    await expect(later.ran).resolves.toBe("at last\n");
    expect(sessions()).toBe(before);
});

test("whoever waits for a script is told why none comes, and its session ends", async () => {
    const later = await opened();
    const closed = sshd.logs(/Close session/);
    later.fail(new Error("the host has no such bridge"));
    await expect(later.ran).rejects.toThrow("the host has no such bridge");
    await closed;
});

test("a script that comes after its connection was lost is run over another one", async () => {
    const later = await opened();
    for (const pid of await sshd.serving()) end(pid);
    later.come({ body: "echo still here" });
    await expect(later.ran).resolves.toBe("still here\n");
});

test("scripts that wait for others get by with a single session, which one of them has already", async () => {
    const later = await opened({ config: ["MaxSessions 2"] });
    const all = ["1", "2", "3"].map((name) => {
        const first = connection.run({ body: `echo ${name}` }, { signal });
        const next = first.then((said) => ({ body: 'echo "$said and then"', values: { said } }));
        return connection.run(next, { signal });
    });
    await expect(Promise.all(all)).resolves.toEqual(["1\n and then\n", "2\n and then\n", "3\n and then\n"]);
    later.come({ body: "echo last" });
    await expect(later.ran).resolves.toBe("last\n");
});

test("a script waits for the end of one that has the only session, and does not fail", async () => {
    const later = await opened({ config: ["MaxSessions 2"] });
    const file = join(folder, "go-on");
    later.come({ body: 'until [ -e "$file" ]; do sleep 0.1; done; echo first', values: { file } });
    const refused = sshd.logs(/no more sessions/);
    const second = connection.run({ body: "echo second" }, { signal });
    await refused;
    await writeFile(file, "");
    await expect(later.ran).resolves.toBe("first\n");
    await expect(second).resolves.toBe("second\n");
});

test("a session that ends before its script comes costs nothing but that: the script is run in another one", async () => {
    const open = join(folder, "open");
    await writeFile(open, "");
    await connected({ config: [`ForceCommand [ -e ${open} ] && eval "$SSH_ORIGINAL_COMMAND"`] });
    await rm(open);
    const later = coming();
    const [started, closed] = [sshd.logs(/Starting session/), sshd.logs(/Close session/)];
    const ran = connection.run(later.script, { signal });
    await Promise.all([started, closed]);
    await writeFile(open, "");
    later.come({ body: "echo in another one" });
    await expect(ran).resolves.toBe("in another one\n");
});
