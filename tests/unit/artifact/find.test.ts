import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { chmod, open, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StoreLayout } from "../../../provider/artifact/layout";
import { removeDamaged } from "../../../provider/artifact/damaged";
import { findArtifact } from "../../../provider/artifact/find";
import { addFile } from "../../../provider/artifact/store";
import { isVerified, lastUsed } from "../../../provider/artifact/verified";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();

const absent = `sha256:${"0".repeat(64)}`;

/** Turns one bit of a stored file, as a failing disk does: none of the file's times tell. */
async function damage(path: string): Promise<void> {
    await chmod(path, 0o755);
    const file = await open(path, "r+");
    const [first] = await readFile(path);
    await file.write(Buffer.from([(first ?? 0) ^ 1]), 0, 1, 0);
    await file.close();
    await chmod(path, 0o555);
}

/** A change too long ago to be mistaken for a later one. */
function tenSecondsLater(): void {
    const then = Date.now() + 10_000;
    jest.spyOn(Date, "now").mockReturnValue(then);
}

afterEach(() => {
    jest.restoreAllMocks();
});

async function isRemembered(store: StoreLayout, digest: string, path: string): Promise<boolean> {
    return isVerified(store, digest, await stat(path, { bigint: true }));
}

describe("an artifact in the store", () => {
    test("is found by its digest", async () => {
        const { digest, path } = await addFile(layout(), Buffer.from("hello"));
        expect(await findArtifact(layout(), digest)).toBe(path);
    });

    test("is not found in a store that never had it, nor in one that was never made", async () => {
        expect(await findArtifact(layout(), absent)).toBeUndefined();
        await addFile(layout(), Buffer.from("hello"));
        expect(await findArtifact(layout(), absent)).toBeUndefined();
    });

    test("is removed, reported and missing when it was damaged, and is good again once it is stored again", async () => {
        const { digest, path } = await addFile(layout(), Buffer.from("hello"));
        await damage(path);
        const messages: string[] = [];
        const onDamaged = (message: string): void => {
            messages.push(message);
        };

        expect(await findArtifact(layout(), digest, { onDamaged })).toBeUndefined();
        expect(messages).toEqual([
            `${path} was damaged: its contents no longer match its name. It has been removed.`,
        ]);
        expect(await readdir(layout().artifacts)).toEqual([]);
        expect(await readdir(layout().staging)).toEqual([]);

        await addFile(layout(), Buffer.from("hello"));
        expect(await findArtifact(layout(), digest)).toBe(path);
    });

    test("is missing for all that look for it when it is damaged", async () => {
        const { digest, path } = await addFile(layout(), Buffer.from("hello"));
        await damage(path);
        const found = await Promise.all(Array.from({ length: 5 }, () => findArtifact(layout(), digest)));
        expect(found).toEqual(Array.from({ length: 5 }, () => undefined));
    });

    test("stays when somebody has mended it while another found it damaged", async () => {
        const { digest, path } = await addFile(layout(), Buffer.from("hello"));
        await damage(path);
        const damaged = await open(path);
        await addFile(layout(), Buffer.from("hello"));
        await removeDamaged(layout(), path, damaged);
        await damaged.close();
        expect(await findArtifact(layout(), digest)).toBe(path);
    });

    test("is damaged when it was cut off, or emptied", async () => {
        for (const contents of ["hel", ""]) {
            const { digest, path } = await addFile(layout(), Buffer.from("hello"));
            await chmod(path, 0o755);
            await writeFile(path, contents);
            expect(await findArtifact(layout(), digest)).toBeUndefined();
        }
    });

    test("is hashed once and not again while nothing happens to it, and again when something has", async () => {
        const { digest, path } = await addFile(layout(), Buffer.from("hello"));
        await findArtifact(layout(), digest);
        // As long as a change could still hide within one tick of the file system's clock.
        expect(await isRemembered(layout(), digest, path)).toBe(false);

        tenSecondsLater();
        await findArtifact(layout(), digest);
        expect(await isRemembered(layout(), digest, path)).toBe(true);

        await damage(path);
        expect(await isRemembered(layout(), digest, path)).toBe(false);
        expect(await findArtifact(layout(), digest)).toBeUndefined();
    });

    test("counts as used whenever it is found", async () => {
        const { digest } = await addFile(layout(), Buffer.from("hello"));
        tenSecondsLater();
        await findArtifact(layout(), digest);
        await utimes(join(layout().index, "artifacts", digest.slice(7)), 1, 1);
        expect(await lastUsed(layout(), digest)).toBe(1000);
        await findArtifact(layout(), digest);
        expect(await lastUsed(layout(), digest)).toBeGreaterThan(Date.now() - 60_000);
    });
});
