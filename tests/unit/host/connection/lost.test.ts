import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectSsh, Unreachable, type Connection } from "../../../../provider/host/connection";
import { ended } from "../processes";
import { processesIn } from "./processes-in";
import { end, startSshd, type Sshd } from "./sshd";

let sshd: Sshd;
let folder: string;
let connection: Connection;
const lifetime = new AbortController();
const { signal } = new AbortController();

beforeAll(async () => {
    sshd = await startSshd();
    folder = await mkdtemp(join(tmpdir(), "lost-"));
    connection = connectSsh(sshd.host, { folder, lifetime: lifetime.signal });
});
afterAll(async () => {
    lifetime.abort(new Error("the tests are over"));
    await sshd.stop();
    await rm(folder, { recursive: true });
});

async function cutConnection(): Promise<void> {
    for (const pid of await sshd.serving()) end(pid);
}

/** Says where it is and then hangs for as many times as the file `runs` does not yet have lines. */
const hanging = (times: number) => ({
    body: `
echo run >>"$runs"
count=$(wc -l <"$runs")
sleep 1000 & sleeper=$!
echo "hangs $$ $sleeper"
[ "$count" -gt ${times} ] || wait
kill "$sleeper"
echo "done $count"`,
    values: { runs: join(folder, `runs-${times}`) },
});

describe("a connection that is cut while a script runs", () => {
    test("is made again, and so is the script, once the first one has ended", async () => {
        const pids: number[] = [];
        const onLine = (line: string): void => {
            const [word, ...numbers] = line.split(" ");
            if (word !== "hangs") return;
            pids.push(...numbers.map(Number));
            if (pids.length === 2) void cutConnection();
        };
        const answer = await connection.run(hanging(1), { signal, onLine });
        expect(answer).toMatch(/^hangs \d+ \d+\ndone 2\n$/);
        await ended(...pids);
    });

    test("is given up when that happens again and again", async () => {
        const onLine = (line: string): void => {
            if (line.startsWith("hangs")) void cutConnection();
        };
        const running = connection.run(hanging(100), { signal, onLine, attempts: 2 });
        await expect(running).rejects.toThrow(
            `the connection to ${connection.name} was lost while a script ran, 2 times`,
        );
        await expect(running).rejects.toBeInstanceOf(Unreachable);
    });

    test("sends a file again from its beginning", async () => {
        const path = join(folder, "file");
        const target = join(folder, "target");
        const content = Buffer.alloc(20_000_000, "content");
        await writeFile(path, content);
        let isCut = false;
        const onBytes = (sent: number): void => {
            if (isCut || sent < 5_000_000) return;
            isCut = true;
            void cutConnection();
        };
        const body = 'echo send\ncat >"$target.new"\nmv "$target.new" "$target"\nwc -c <"$target"';
        const answer = await connection.run(
            { body, values: { target } },
            { signal, upload: { path, onBytes } },
        );
        expect(Number(answer)).toBe(content.length);
        expect(content.equals(await readFile(target))).toBe(true);
    });
});

describe("a script that is given up", () => {
    test("ends there with what it has started, and leaves no process here", async () => {
        await connection.run({ body: ":" }, { signal });
        const before = await processesIn(folder);
        const controller = new AbortController();
        let pids: number[] = [];
        const onLine = (line: string): void => {
            pids = line.split(" ").slice(1).map(Number);
            controller.abort(new Error("enough"));
        };
        const running = connection.run(hanging(10), { signal: controller.signal, onLine });
        await expect(running).rejects.toThrow("enough");
        await ended(...pids);
        expect(pids.length).toBe(2);
        expect(await processesIn(folder)).toEqual(before);
    });

    test("says so when its time is over", async () => {
        await expect(connection.run(hanging(11), { signal, timeoutMs: 400 })).rejects.toThrow(
            `a script on ${connection.name} did not end within 0.4 s.`,
        );
    });
});

test("a shell that is killed there is no lost connection", async () => {
    const running = connection.run({ body: "echo last words >&2\nkill -9 $$\nsleep 1000" }, { signal });
    await expect(running).rejects.toThrow(`a script was killed on ${connection.name}:\n    last words`);
});
