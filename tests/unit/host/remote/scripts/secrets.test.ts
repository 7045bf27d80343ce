import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { connectLocal } from "../../../../../provider/host/connection";
import { common } from "../../../../../provider/host/remote/scripts/common";
import { secretScript, secretValues } from "../../../../../provider/host/remote/scripts/secrets";
import { changing, interruptions } from "../../connection/interrupted";

const { signal } = new AbortController();
const secrets = [
    { file: "volume-token", bytes: Buffer.from("a canary\0\xff\n", "latin1") },
    { file: "volume-key", bytes: Buffer.alloc(512, "k") },
];

test("secrets whose writing is cut off anywhere are whole when that is tried again, and nobody else's to read meanwhile", async () => {
    const folder = await mkdtemp(join(tmpdir(), "secrets-"));
    const script = {
        body: [common, secretScript(secrets)].join("\n"),
        values: { folder, ...secretValues(secrets) },
    };
    const open: string[] = [];
    const files = async (): Promise<Record<string, string>> => {
        const names = (await readdir(folder)).sort();
        const read = async (name: string) => [name, await readFile(join(folder, name), "latin1")] as const;
        return Object.fromEntries(await Promise.all(names.map(read)));
    };
    const noteOpen = async (): Promise<void> => {
        for (const name of await readdir(folder))
            if (((await stat(join(folder, name))).mode & 0o077) !== 0) open.push(name);
    };
    const { undisturbed, interrupted } = await interruptions(
        script,
        {
            async reset() {
                await rm(folder, { recursive: true });
                await mkdir(folder);
            },
            run: (each) => connectLocal().run(each, { signal }).finally(noteOpen),
            state: files,
        },
        { only: changing },
    );
    await rm(folder, { recursive: true });
    expect(undisturbed).toEqual({
        "volume-key": "k".repeat(512),
        "volume-token": "a canary\0\xff\n",
    });
    expect(interrupted.length).toBeGreaterThanOrEqual(4);
    for (const { message, state } of interrupted) expect([message, state]).toEqual([message, undisturbed]);
    expect(open).toEqual([]);
});
