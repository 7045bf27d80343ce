import { describe, expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addFile, artifactFile } from "../../../provider/artifact/store";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();

const hexOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("putting a file into the store", () => {
    test("answers the digest and size of a file and keeps its bytes under that digest", async () => {
        const bytes = Buffer.alloc(3_000_000, "unikernel");
        await mkdir(layout().root, { recursive: true });
        const source = join(layout().root, "hello.spt");
        await writeFile(source, bytes);

        const stored = await addFile(layout(), source);

        const hex = hexOf(bytes);
        expect(stored).toEqual({
            digest: `sha256:${hex}`,
            size: bytes.length,
            path: join(layout().artifacts, hex),
        });
        expect(hexOf(await readFile(stored.path))).toBe(hex);
    });

    test("takes bytes as well, and no bytes at all", async () => {
        const stored = await addFile(layout(), Buffer.from("hello"));
        expect(await readFile(stored.path, "utf8")).toBe("hello");
        expect((await addFile(layout(), Buffer.alloc(0))).size).toBe(0);
    });

    test("leaves an artifact that nobody may write to and anybody may run", async () => {
        const { path } = await addFile(layout(), Buffer.from("hello"));
        expect((await stat(path)).mode & 0o777).toBe(0o555);
    });

    test("mends an artifact that was damaged", async () => {
        const { path } = await addFile(layout(), Buffer.from("hello"));
        await chmod(path, 0o755);
        await writeFile(path, "HELLO");
        await addFile(layout(), Buffer.from("hello"));
        expect(await readFile(path, "utf8")).toBe("hello");
    });

    test("keeps one copy when many store the same bytes at once", async () => {
        const bytes = Buffer.alloc(100_000, "same");
        const stored = await Promise.all(Array.from({ length: 20 }, () => addFile(layout(), bytes)));
        expect(new Set(stored.map(({ path }) => path)).size).toBe(1);
        expect(await readdir(layout().artifacts)).toHaveLength(1);
        expect(await readdir(layout().staging)).toEqual([]);
    });

    test("leaves nothing behind when it is cancelled", async () => {
        await mkdir(layout().root, { recursive: true });
        const source = join(layout().root, "hello.spt");
        await writeFile(source, Buffer.alloc(5_000_000));
        await expect(addFile(layout(), source, { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
        expect(await readdir(layout().staging)).toEqual([]);
    });

    test("says which file is missing when the source is", async () => {
        await expect(addFile(layout(), "/nowhere/hello.spt")).rejects.toThrow("/nowhere/hello.spt");
    });
});

describe("where an artifact is", () => {
    test("is a path below the store, found without looking", () => {
        const digest = `sha256:${"0a".repeat(32)}`;
        expect(artifactFile(layout(), digest)).toBe(join(layout().artifacts, "0a".repeat(32)));
    });

    test.each([
        "",
        "sha256:",
        "sha256:../../etc/passwd",
        `sha512:${"0".repeat(64)}`,
        `sha256:${"A".repeat(64)}`,
    ])("is refused for what is no digest: %j", (digest) => {
        expect(() => artifactFile(layout(), digest)).toThrow("is not a digest");
    });
});
