import { expect, test } from "@jest/globals";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addFile } from "../../../provider/artifact/store";
import { verifyStore } from "./verify";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();

test("a sound store has no problems, nor has one that was never made", async () => {
    expect(await verifyStore(layout())).toEqual([]);
    await addFile(layout(), Buffer.from("one"));
    await addFile(layout(), Buffer.alloc(3_000_000, "two"));
    expect(await verifyStore(layout())).toEqual([]);
});

test("each thing that is wrong with a store is named with its path", async () => {
    const { path: damaged } = await addFile(layout(), Buffer.from("one"));
    await chmod(damaged, 0o755);
    await writeFile(damaged, "ONE");
    await chmod(damaged, 0o555);
    const { path: writable } = await addFile(layout(), Buffer.from("two"));
    await chmod(writable, 0o755);
    const foreign = join(layout().artifacts, "notes.txt");
    await writeFile(foreign, "");
    const folder = join(layout().artifacts, "a".repeat(64));
    await mkdir(folder);
    await mkdir(layout().builds);
    const torn = join(layout().builds, "torn.json");
    await writeFile(torn, "{");

    const problems = await verifyStore(layout());

    expect(Object.fromEntries(problems.map(({ path, problem }) => [path, problem]))).toEqual({
        [damaged]: expect.stringMatching(/^damaged: its contents have the digest sha256:/),
        [writable]: "can be written to",
        [foreign]: "not an artifact's name",
        [folder]: "not a file",
        [torn]: "not the record of a build",
    });
});
