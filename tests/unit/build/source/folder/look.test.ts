import { describe, expect, test } from "@jest/globals";
import {
    existsSync,
    linkSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { storeLayout } from "../../../../../provider/artifact/layout";
import { readIndex, writeIndex } from "../../../../../provider/build/source/index/index-file";
import { makeTree } from "../temporary-folder";
import { sourceWorld } from "./world";

const { folder, web, look, hashAfresh } = sourceWorld();

describe("a second look", () => {
    const indexFiles = (): string[] => readdirSync(join(folder(), "store/index/trees"));

    /** Looks when the clock has gone on, so that another change would get another time. */
    async function lookLater(): Promise<{ file: string; hash: string }> {
        await setTimeout(60);
        const { hash } = await look();
        return { hash, file: join(folder(), "store/index/trees", indexFiles()[0] ?? "") };
    }

    test("believes the index instead of reading files that have not changed", async () => {
        makeTree(web(), { a: "a" });
        const { file } = await lookLater();
        const index = readIndex(file);
        if (index) await writeIndex(file, { ...index, hash: "sha256:remembered" });
        expect((await look()).hash).toBe("sha256:remembered");
    });

    test("writes nothing when nothing has changed", async () => {
        makeTree(web(), { a: "a" });
        const { file } = await lookLater();
        const { ino } = statSync(file);
        await look();
        expect(statSync(file).ino).toBe(ino);
    });

    test.each(["", "torn"])(
        "of a provider whose index is damaged (%j) reads the tree again",
        async (damage) => {
            makeTree(web(), { a: "a" });
            const { file, hash } = await lookLater();
            writeFileSync(file, damage);
            expect((await look()).hash).toBe(hash);
            expect(readIndex(file)?.hash).toBe(hash);
        },
    );

    test("with other ignore rules has an index of its own", async () => {
        makeTree(web(), { a: "a", b: "b" });
        await look();
        await look({ ignore: ["b"] });
        expect(indexFiles()).toHaveLength(2);
    });
});

test("looks at one tree at the same time agree", async () => {
    makeTree(web(), { a: "a", b: "b" });
    const looks = await Promise.all(Array.from({ length: 20 }, () => look()));
    expect(new Set(looks.map(({ hash }) => hash)).size).toBe(1);
});

test("a look works where the index cannot be kept", async () => {
    makeTree(web(), { a: "a" });
    makeTree(folder(), { file: "where a store should be" });
    expect((await look({ layout: storeLayout(join(folder(), "file")) })).hash).toBe(await hashAfresh());
});

test("the toolchain's outputs can be chosen by what is in the top folder", async () => {
    makeTree(web(), { "config.ml": "", "lib/x": "", dist: "" });
    const { entries, listing } = await look({ outputs: (names) => (names.has("config.ml") ? ["dist"] : []) });
    expect([...entries].sort()).toEqual(["config.ml", "dist", "lib"]);
    expect(listing.map(({ path }) => path)).toEqual(["config.ml", "lib/x"]);
});

test("a preview can name what has changed since a hash that this machine has seen", async () => {
    makeTree(web(), { "a.ml": "1", "b.ml": "1" });
    const { hash } = await look();
    makeTree(web(), { "b.ml": "2", "c.ml": "" });
    const { describeChange } = await look();
    expect(describeChange(hash)).toBe("1 file changed: b.ml; 1 added: c.ml");
    expect(describeChange("sha256:0123")).toBeUndefined();
});

test("a tree of 100,000 files is looked at", async () => {
    // In memory, where there is such a place: disks take long to make so many.
    const root = mkdtempSync(existsSync("/dev/shm") ? "/dev/shm/source-" : join(folder(), "many-"));
    const files = Array.from({ length: 1000 }, (_, number) => `f${number}`);
    try {
        makeTree(join(root, "0"), Object.fromEntries(files.map((file) => [file, file])));
        for (let number = 1; number < 100; number++) {
            mkdirSync(join(root, `${number}`));
            for (const file of files) linkSync(`${root}/0/${file}`, `${root}/${number}/${file}`);
        }
        const { listing } = await look({ source: root });
        expect(listing).toHaveLength(100_000);
    } finally {
        rmSync(root, { recursive: true });
    }
});
