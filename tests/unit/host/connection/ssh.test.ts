import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { connectSsh, type Connection } from "../../../../provider/host/connection";
import { oddValues, printing, shellValues } from "./shell-values";
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

    test("is told when the file to send cannot be read", async () => {
        const upload = { path: join(folder, "no-such-file") };
        const sending = connection.run({ body: "echo send\ncat" }, { signal, upload });
        await expect(sending).rejects.toThrow(`${upload.path} cannot be read: Error: ENOENT`);
    });

    test("need not take the file that is offered, nor all of it", async () => {
        const path = join(folder, "not-wanted");
        await writeFile(path, "exit 1\n".repeat(1_000_000));
        const run = (body: string) => connection.run({ body }, { signal, upload: { path } });
        await expect(run("echo there already")).resolves.toBe("there already\n");
        await expect(run("echo send; head -c 4; echo; echo enough")).resolves.toBe("exit\nenough\n");
    });

    test("is followed line by line while it runs", async () => {
        const file = join(folder, "go-on");
        const script = {
            body: 'echo one; until [ -e "$file" ]; do sleep 0.1; done; echo two',
            values: { file },
        };
        const lines: string[] = [];
        const onLine = (line: string): void => {
            lines.push(line);
            if (line === "one") void writeFile(file, "");
        };
        await connection.run(script, { signal, onLine });
        expect(lines).toEqual(["one", "two"]);
    });

    test("has nothing to read", async () => {
        await expect(connection.run({ body: "cat; echo end" }, { signal })).resolves.toBe("end\n");
    });
});

test("values arrive byte for byte", async () => {
    await fc.assert(
        fc.asyncProperty(shellValues, async (values) => {
            const { script, printed } = printing(values);
            expect(await connection.run(script, { signal })).toBe(printed);
        }),
        { numRuns: 5, examples: oddValues },
    );
});

test("ten scripts at once share one connection, and so do fifty, some of which wait", async () => {
    const run = (number: number) =>
        connection.run({ body: `echo ${number}` }, { signal: new AbortController().signal });
    const numbers = [...Array(50).keys()];
    const ten = await Promise.all(numbers.slice(0, 10).map(run));
    expect(ten).toEqual(numbers.slice(0, 10).map((number) => `${number}\n`));
    expect(await Promise.all(numbers.map(run))).toEqual(numbers.map((number) => `${number}\n`));
    expect(sshd.log().match(/Accepted publickey/g)?.length).toBe(1);
});
