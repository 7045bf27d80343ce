import { describe, expect, test } from "@jest/globals";
import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FileToHash } from "../../../../../provider/build/source/hash/batches";
import { hashFiles } from "../../../../../provider/build/source/hash/files";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const { signal } = new AbortController();

const KiB = 1024;
/** Around the sizes at which something changes: pieces, batches, and when to use workers. */
const sizes = {
    few: [0, 1, 256 * KiB - 1, 256 * KiB, 256 * KiB + 1, 3000],
    many: [0, 5 * KiB * KiB, ...Array.from({ length: 400 }, (_, number) => number * 7)],
};

function makeFiles(lengths: readonly number[]): { files: FileToHash[]; digests: string[] } {
    const made = lengths.map((size, number) => {
        const path = join(folder(), `file ${number}`);
        const bytes = randomBytes(size);
        writeFileSync(path, bytes);
        return { file: { path, size }, digest: createHash("sha256").update(bytes).digest("hex") };
    });
    return { files: made.map(({ file }) => file), digests: made.map(({ digest }) => digest) };
}

describe.each(["few", "many"] as const)("%s files", (amount) => {
    test("are each given their SHA-256", async () => {
        const { files, digests } = makeFiles(sizes[amount]);
        expect(await hashFiles(files, signal)).toEqual(digests);
    });

    test("of which one cannot be read fail with its name and the system's reason", async () => {
        const { files } = makeFiles(sizes[amount]);
        const path = join(folder(), "missing");
        await expect(hashFiles([...files, { path, size: 1 }], signal)).rejects.toMatchObject({
            path,
            cause: { code: "ENOENT" },
        });
    });
});

test("the server answers while files are hashed", async () => {
    const { files } = makeFiles(sizes.many);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await hashFiles([...files, ...files, ...files, ...files], signal);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
});

test("a cancelled call reads no further", async () => {
    const { files } = makeFiles(sizes.many);
    const controller = new AbortController();
    const hashing = hashFiles(files, controller.signal);
    controller.abort(new Error("Ctrl-C"));
    await expect(hashing).rejects.toThrow("Ctrl-C");
});
