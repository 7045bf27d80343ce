import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectSsh, type Connection } from "../../../../provider/host/connection";
import { startSshd, type Sshd } from "./sshd";

let sshd: Sshd;
let folder: string;
let connection: Connection;
const lifetime = new AbortController();
const { signal } = new AbortController();

beforeAll(async () => {
    sshd = await startSshd();
    folder = await mkdtemp(join(tmpdir(), "connection-"));
    connection = connectSsh(sshd.host, { folder, lifetime: lifetime.signal });
});
afterAll(async () => {
    lifetime.abort(new Error("the tests are over"));
    await sshd.stop();
    await rm(folder, { recursive: true });
});

describe("a script", () => {
    test("sees its values and answers what it printed", async () => {
        const values = { first: "a 'b' $(c)\n", second: "" };
        const answer = connection.run({ body: `printf '[%s]' "$first" "$second"`, values }, { signal });
        await expect(answer).resolves.toBe("[a 'b' $(c)\n][]");
    });

    test("that fails says how and where", async () => {
        const failing = connection.run(
            { body: "echo no such luck >&2\nfalse\necho not reached" },
            { signal },
        );
        await expect(failing).rejects.toThrow(
            `a script failed on ${connection.name} with exit code 1:\n    no such luck`,
        );
    });

    test("is sent a file when it asks for it", async () => {
        const path = join(sshd.folder, "upload");
        const content = Buffer.alloc(3_000_000, "0123456789abcdef\n\0exit 1\n");
        await writeFile(path, content);
        const sent: number[] = [];
        const target = join(sshd.folder, "uploaded");
        const script = { body: 'echo send\ncat >"$target"\nwc -c <"$target"', values: { target } };
        const upload = { path, onBytes: (count: number) => sent.push(count) };
        const answer = await connection.run(script, { signal, upload });
        expect(Number(answer)).toBe(content.length);
        expect(content.equals(await readFile(target))).toBe(true);
        expect(sent.at(-1)).toBe(content.length);
    });
});
