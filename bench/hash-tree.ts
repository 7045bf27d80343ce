import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { storeLayout } from "../provider/artifact/layout";
import { lookAtSource } from "../provider/build/source/look";
import { compare, median, timed, type Result } from "./result";

const folders = 100;
const filesEach = 50;
const fileSize = 40_000;
const rounds = 7;

/** Two looks at a source of 200 MB in 5,000 files, the second of which finds it unchanged, against openssl. */
export async function hashTreeBenchmarks(): Promise<Result[]> {
    const scratch = await mkdtemp(join(tmpdir(), "hash-tree-"));
    try {
        const source = join(scratch, "source");
        const files = await writeTree(source);
        // What was changed within the last tick of the clock is read again, whatever the index says.
        await setTimeout(100);
        const taken = { openssl: [] as number[], first: [] as number[], again: [] as number[] };
        for (let round = 0; round < rounds; round++) {
            const store = join(scratch, `store-${round}`);
            taken.openssl.push(await timed(() => opensslDigest(files)));
            taken.first.push(await timed(() => look(source, store)));
            taken.again.push(await timed(() => look(source, store)));
        }
        const [openssl, first, again] = [taken.openssl, taken.first, taken.again].map(median) as [
            number,
            number,
            number,
        ];
        return [
            compare("hash-tree", {
                ours: first,
                reference: openssl,
                goal: 1,
                unit: "ms",
                against: "openssl dgst -sha256",
            }),
            compare("hash-tree-again", {
                ours: again,
                reference: first,
                goal: 0.2,
                unit: "ms",
                against: "the first look",
            }),
        ];
    } finally {
        await rm(scratch, { recursive: true, force: true });
    }
}

async function writeTree(root: string): Promise<string[]> {
    const files: string[] = [];
    for (let folder = 0; folder < folders; folder++) {
        const path = join(root, `folder-${folder}`);
        await mkdir(path, { recursive: true });
        for (let number = 0; number < filesEach; number++) {
            const file = join(path, `file-${number}.ml`);
            await writeFile(file, randomBytes(fileSize));
            files.push(file);
        }
    }
    return files;
}

async function opensslDigest(files: readonly string[]): Promise<void> {
    await promisify(execFile)("openssl", ["dgst", "-sha256", ...files], { maxBuffer: Infinity });
}

async function look(source: string, store: string): Promise<void> {
    await lookAtSource({
        source,
        base: "/",
        ignore: [],
        outputs: ["_build/", "dist/", "*.install"],
        layout: storeLayout(store),
        signal: new AbortController().signal,
    });
}
