import { describe, expect, test } from "@jest/globals";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readBuild, writeBuild } from "../../../../provider/artifact/builds";
import { findArtifact } from "../../../../provider/artifact/find";
import { withLock } from "../../../../provider/artifact/lock";
import { mirrorLock, partsLock, workspaceLock } from "../../../../provider/artifact/lock-names";
import { pruneStore, pruneStoreIfDue } from "../../../../provider/artifact/prune";
import { addFile, type StoredFile } from "../../../../provider/artifact/store";
import { ownMark } from "../../../../provider/process/owner";
import { temporaryStore } from "../temporary-store";
import { stuckInstance } from "./stuck-instance";

const layout = temporaryStore();

const mebibyte = 1024 * 1024;
const hour = 3600 * 1000;

/** An artifact that was last used so many hours ago, and the record of its build. */
async function artifact(letter: string, hoursAgo: number): Promise<StoredFile> {
    const stored = await addFile(layout(), Buffer.alloc(mebibyte, letter));
    await age(stored.path, hoursAgo);
    await writeBuild(layout(), letter, {
        artifact: {
            name: "hello",
            digest: stored.digest,
            size: stored.size,
            target: "unix",
            arch: "x86_64",
            devices: [],
        },
        toolchainVersions: {},
        buildSeconds: 1,
        inputs: {},
        builtAt: "2026-11-23T03:16:17.000Z",
    });
    return stored;
}

async function age(path: string, hoursAgo: number): Promise<void> {
    const then = new Date(Date.now() - hoursAgo * hour);
    await utimes(path, then, then);
}

async function workspace(key: string, hoursAgo: number): Promise<void> {
    const path = join(layout().workspaces, key);
    await mkdir(join(path, "_build"), { recursive: true });
    await writeFile(join(path, "_build", "hello.o"), Buffer.alloc(mebibyte, key));
    await writeFile(`${path}.manifest`, "");
    for (const part of ["_build/hello.o", "_build", "."]) await age(join(path, part), hoursAgo);
}

async function instanceOf(id: string, digest: string): Promise<void> {
    await mkdir(join(layout().instances, id), { recursive: true });
    await writeFile(join(layout().instances, id, "digest"), `${digest}\n`);
}

describe("pruning a store", () => {
    test("removes the artifacts that were used longest ago, and the records of their builds", async () => {
        const [old, recent] = [await artifact("a", 48), await artifact("b", 24)];
        expect(await pruneStore(layout(), 1)).toEqual({ removed: 1, bytes: mebibyte });
        expect(await findArtifact(layout(), old.digest)).toBeUndefined();
        expect(await readBuild(layout(), "a")).toBeUndefined();
        expect(await findArtifact(layout(), recent.digest)).toBe(recent.path);
        expect(await readBuild(layout(), "b")).toBeDefined();
    });

    test("leaves a store within its limit alone", async () => {
        await artifact("a", 48);
        expect(await pruneStore(layout(), 2)).toEqual({ removed: 0, bytes: 0 });
        expect(await pruneStore({ ...layout(), root: `${layout().root}-none` }, 2)).toEqual({
            removed: 0,
            bytes: 0,
        });
    });

    test("leaves what an instance on this machine runs, however old it is", async () => {
        const [running, other] = [await artifact("a", 48), await artifact("b", 24)];
        await instanceOf("www", running.digest);
        await instanceOf("old", `sha256:${"0".repeat(64)}`);
        await mkdir(join(layout().instances, "coming"));
        await pruneStore(layout(), 1);
        expect(await findArtifact(layout(), running.digest)).toBe(running.path);
        expect(await findArtifact(layout(), other.digest)).toBeUndefined();
    });

    test("leaves what was made or used within the hour, as the same update may use it next", async () => {
        const [made, used] = [await artifact("a", 0), await artifact("b", 48)];
        await findArtifact(layout(), used.digest);
        const note = join(layout().index, "artifacts", used.digest.slice(7));
        await mkdir(join(layout().index, "artifacts"), { recursive: true });
        await writeFile(note, "");
        expect((await pruneStore(layout(), 1)).removed).toBe(0);
        expect(await readdir(layout().artifacts)).toHaveLength(2);
        await age(note, 2);
        await pruneStore(layout(), 1);
        expect(await findArtifact(layout(), used.digest)).toBeUndefined();
        expect(await findArtifact(layout(), made.digest)).toBe(made.path);
    });

    test("removes workspaces and logs too, by when something was last done in them", async () => {
        await workspace("old", 48);
        await workspace("idle", 24);
        await mkdir(layout().logs);
        await writeFile(join(layout().logs, "build.log"), Buffer.alloc(mebibyte, "log"));
        await age(join(layout().logs, "build.log"), 36);
        await pruneStore(layout(), 1.5);
        expect((await readdir(layout().workspaces)).sort()).toEqual(["idle", "idle.manifest"]);
        expect(await readdir(layout().logs)).toEqual([]);
        expect(await readdir(layout().staging)).toEqual([]);
    });

    test("removes mirrors of git sources that no source has asked for lately, and none that is being fetched", async () => {
        for (const [key, hoursAgo] of [
            ["old", 48],
            ["fetched", 48],
            ["used", 24],
        ] as const) {
            const path = join(layout().git, `${key}.git`);
            await mkdir(path, { recursive: true });
            await writeFile(join(path, "pack"), Buffer.alloc(mebibyte, key));
            for (const part of ["pack", "."]) await age(join(path, part), hoursAgo);
        }
        await withLock(layout(), mirrorLock("fetched"), {}, () => pruneStore(layout(), 1.5));
        expect((await readdir(layout().git)).sort()).toEqual(["fetched.git", "used.git"]);
        expect(await readdir(layout().staging)).toEqual([]);
    });

    test("removes parts of disks that no disk was made of lately, and none that is being made", async () => {
        for (const [key, hoursAgo] of [
            ["old", 48],
            ["made", 48],
            ["used", 24],
        ] as const) {
            const path = join(layout().parts, key);
            await mkdir(path, { recursive: true });
            await writeFile(join(path, "kernel"), Buffer.alloc(mebibyte, key));
            for (const part of ["kernel", "."]) await age(join(path, part), hoursAgo);
        }
        await withLock(layout(), partsLock("made"), {}, () => pruneStore(layout(), 1.5));
        expect((await readdir(layout().parts)).sort()).toEqual(["made", "used"]);
        expect(await readdir(layout().staging)).toEqual([]);
    });

    test("leaves disks, however old and large: they are their resources' own", async () => {
        await mkdir(layout().disks, { recursive: true });
        const disk = join(layout().disks, "web-01234567.raw");
        await writeFile(disk, Buffer.alloc(2 * mebibyte));
        await age(disk, 1000);
        await artifact("a", 48);
        expect(await pruneStore(layout(), 1)).toEqual({ removed: 0, bytes: 0 });
        expect(await readdir(layout().disks)).toEqual(["web-01234567.raw"]);
    });

    test("leaves a workspace that somebody is building in", async () => {
        await workspace("busy", 48);
        await workspace("idle", 24);
        await withLock(layout(), workspaceLock("busy"), {}, () => pruneStore(layout(), 1));
        expect((await readdir(layout().workspaces)).sort()).toEqual(["busy", "busy.manifest"]);
    });

    test("is left to whoever is at it already", async () => {
        await artifact("a", 48);
        const results = await Promise.all([pruneStore(layout(), 0), pruneStore(layout(), 0)]);
        expect(results.map(({ removed }) => removed).sort()).toEqual([0, 1]);
    });

    test("is given up when it is cancelled", async () => {
        const stored = [await artifact("a", 48), await artifact("b", 48)];
        const cancel = new AbortController();
        const reader = await stuckInstance(layout());
        const pruning = pruneStore(layout(), 0, cancel.signal);
        const pipe = await reader();
        cancel.abort(new Error("cancelled"));
        await pipe.close();
        await expect(pruning).rejects.toThrow("cancelled");
        for (const { digest, path } of stored) expect(await findArtifact(layout(), digest)).toBe(path);
        expect(await readdir(layout().locks)).toEqual([]);
    });

    test("clears away what dead processes were writing, and those of other containers a day ago, and no more", async () => {
        const alive = await ownMark();
        const dead = alive.replace(/^\d+\.[\w-]+/, "4194304.0123456789ab-1");
        const elsewhere = alive.replace(/[0-9a-f]{12}$/, "0123456789ab");
        const longGone = alive.replace(/[0-9a-f]{12}$/, "ba9876543210");
        const litter = [
            [layout().staging, `0123456789ab~`],
            [layout().locks, "workspace-a~000000000000001-0123456789ab~"],
            [layout().builds, ".a.json~0123456789ab~"],
            [layout().workspaces, ".a.manifest~0123456789ab~"],
            [layout().root, ".pruned~0123456789ab~"],
            [layout().disks, ".web.raw~0123456789ab~"],
            [join(layout().index, "trees"), ".a~0123456789ab~"],
        ] as const;
        for (const [folder, name] of litter) {
            await mkdir(folder, { recursive: true });
            for (const mark of [alive, dead, elsewhere, longGone])
                await writeFile(join(folder, name + mark), "");
            await age(join(folder, name + longGone), 25);
        }
        await mkdir(join(layout().staging, `ba9876543210~${dead}`, "_build"), { recursive: true });

        await pruneStore(layout(), 1);

        for (const [folder, name] of litter) {
            const left = (await readdir(folder)).filter((entry) => entry.includes("~"));
            expect(left.sort()).toEqual([name + alive, name + elsewhere].sort());
        }
    });

    test("happens now and then, not after every build", async () => {
        await artifact("a", 48);
        await pruneStoreIfDue(layout(), 0);
        await artifact("b", 48);
        await pruneStoreIfDue(layout(), 0);
        expect(await readdir(layout().artifacts)).toHaveLength(1);
        await age(join(layout().root, "pruned"), 2);
        await pruneStoreIfDue(layout(), 0);
        expect(await readdir(layout().artifacts)).toEqual([]);
    });
});
