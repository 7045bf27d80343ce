import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
    chmodSync,
    lstatSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ignoreRules } from "../../../../../provider/build/source/ignore/rules";
import { scan } from "../../../../../provider/build/source/index/scan";
import { walk } from "../../../../../provider/build/source/walk";
import { syncWorkspace, type Tree } from "../../../../../provider/build/source/workspace/sync";
import { makeTree, temporaryFolder, type Made } from "../temporary-folder";

const folder = temporaryFolder();
const source = (path = ""): string => join(folder(), "source", path);
const workspace = (path = ""): string => join(folder(), "workspaces/web", path);
const { signal } = new AbortController();

beforeEach(() => {
    makeTree(source(), {});
});

async function look(): Promise<Tree> {
    return { root: source(), ...(await scan(source(), ignoreRules([]), undefined, signal)) };
}

async function sync(): Promise<void> {
    await syncWorkspace(await look(), workspace(), signal);
}

/** What is at each path: kinds, and the contents of files and symlinks. */
function contents(root: string): Record<string, string> {
    return Object.fromEntries(
        [...walk(root, ignoreRules([]))].map(({ path, kind, linkTarget }) => [
            path,
            `${kind} ${linkTarget ?? readFileSync(join(root, path), "utf8")}`,
        ]),
    );
}

test("a new workspace is a copy of the source, whatever the umask", async () => {
    makeTree(source(), { a: "1", "lib/run": { script: "2" }, l: { link: "lib/run" }, "d\n/é": "3" });
    chmodSync(source("a"), 0o400);
    const umask = process.umask(0o077);
    await sync().finally(() => process.umask(umask));
    expect(contents(workspace())).toEqual(contents(source()));
    expect([statSync(workspace("a")).mode & 0o777, statSync(workspace("lib/run")).mode & 0o777]).toEqual([
        0o644, 0o755,
    ]);
});

test("a build is incremental: only files that have changed are new to the toolchain", async () => {
    makeTree(source(), { "a.ml": "1", "b.ml": "1", c: { link: "a.ml" } });
    await sync();
    const untouched = (): unknown =>
        ["a.ml", "c"]
            .map((path) => lstatSync(workspace(path)))
            .map(({ ino, ctimeMs, mtimeMs }) => [ino, ctimeMs, mtimeMs]);
    const before = untouched();
    writeFileSync(source("a.ml"), "1");
    writeFileSync(source("b.ml"), "2");
    const { mtimeMs } = statSync(workspace("b.ml"));
    await sync();
    expect(untouched()).toEqual(before);
    expect(statSync(workspace("b.ml")).mtimeMs).toBeGreaterThan(mtimeMs);
});

test("what toolchains leave in the workspace stays, and what the source no longer has goes", async () => {
    makeTree(source(), { a: "", "lib/b": "", "gone/x/c": "", "mixed/d": "" });
    await sync();
    makeTree(workspace(), { "_build/o": "1", "mixed/o": "2" });
    for (const path of ["lib/b", "gone", "mixed"]) rmSync(source(path), { recursive: true });
    await sync();
    expect(contents(workspace())).toEqual({ a: "file ", "_build/o": "file 1", "mixed/o": "file 2" });
    expect(lstatSync(workspace("gone"), { throwIfNoEntry: false })).toBeUndefined();
});

describe("a source file gets its place back from what a toolchain has put there:", () => {
    test.each<[string, () => void]>([
        [
            "other contents",
            () => {
                writeFileSync(workspace("lib/a"), "x");
            },
        ],
        [
            "other contents of the same size at the same time",
            () => {
                const { atime, mtime } = statSync(workspace("lib/a"));
                writeFileSync(workspace("lib/a"), "2");
                utimesSync(workspace("lib/a"), atime, mtime);
            },
        ],
        [
            "another mode",
            () => {
                chmodSync(workspace("lib/a"), 0o755);
            },
        ],
        [
            "nothing",
            () => {
                rmSync(workspace("lib"), { recursive: true });
            },
        ],
        [
            "a folder",
            () => {
                rmSync(workspace("lib/a"));
                makeTree(workspace(), { "lib/a/b": "" });
            },
        ],
        [
            "a file in its folder's place",
            () => {
                rmSync(workspace("lib"), { recursive: true });
                makeTree(workspace(), { lib: "" });
            },
        ],
        [
            "a symlink",
            () => {
                rmSync(workspace("lib/a"));
                symlinkSync("../a", workspace("lib/a"));
            },
        ],
    ])("%s", async (_, spoil) => {
        makeTree(source(), { "lib/a": "1", a: "0" });
        await sync();
        spoil();
        await sync();
        expect(contents(workspace())).toEqual(contents(source()));
    });
});

describe("nothing outside of the workspace is touched when a toolchain has put a symlink there:", () => {
    const outside = (path = ""): string => join(folder(), "outside", path);

    test.each(["changes", "removes"])("the source %s a file in what was a folder", async (change) => {
        makeTree(source(), { "lib/a": "1", "lib/x/b": "1", c: "" });
        makeTree(outside(), { a: "precious", "x/b": "precious" });
        await sync();
        rmSync(workspace("lib"), { recursive: true });
        symlinkSync(outside(), workspace("lib"));
        if (change === "removes") rmSync(source("lib"), { recursive: true });
        else makeTree(source(), { "lib/a": "2", "lib/x/b": "2" });
        await sync();
        expect(contents(outside())).toEqual({ a: "file precious", "x/b": "file precious" });
        expect(contents(workspace())).toMatchObject(contents(source()));
    });

    test("the source changes a file that has become a symlink", async () => {
        makeTree(source(), { a: "1" });
        makeTree(outside(), { a: "precious" });
        await sync();
        rmSync(workspace("a"));
        symlinkSync(outside("a"), workspace("a"));
        makeTree(source(), { a: "2" });
        await sync();
        expect(contents(outside())).toEqual({ a: "file precious" });
        expect(contents(workspace())).toEqual({ a: "file 2" });
    });
});

type Edit = readonly [path: string, made: Made | undefined];

/** Removes what is at a path, and in the way of it, and makes something else there. */
function edit(root: string, [path, made]: Edit): void {
    for (const end of [...path.matchAll(/\//g)].map(({ index }) => index)) {
        const above = join(root, path.slice(0, end));
        if (lstatSync(above, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(above);
    }
    rmSync(join(root, path), { recursive: true, force: true });
    if (made !== undefined) makeTree(root, { [path]: made });
}

test("after any changes to the source and the workspace the source's files are in place, and no old ones", async () => {
    const path = fc.constantFrom("a", "b", "d", "d/a", "d/e", "d/e/a", "d/e/b");
    const made = fc.constantFrom<(Made | undefined)[]>(
        "1",
        "2",
        { script: "1" },
        { link: "." },
        { link: "b" },
        undefined,
    );
    const edits = fc.array(fc.tuple(path, made), { maxLength: 5 });
    const rounds = fc.array(fc.record({ inSource: edits, inWorkspace: edits }), { maxLength: 5 });
    await fc.assert(
        fc.asyncProperty(rounds, async (rounds) => {
            for (const root of [source(), workspace()]) rmSync(root, { recursive: true, force: true });
            makeTree(source(), { keep: "" });
            await sync();
            makeTree(workspace(), { "_build/o": "own" });
            const own = new Set(["_build/o"]);
            for (const { inSource, inWorkspace } of rounds) {
                for (const change of inSource) edit(source(), change);
                for (const change of inWorkspace) edit(workspace(), change);
                for (const [path] of inWorkspace) own.add(path);
                // A symlink that leads nowhere is refused before it gets here.
                const tree = await look().catch(() => undefined);
                if (tree === undefined) continue;
                await syncWorkspace(tree, workspace(), signal);
                expect(contents(workspace())).toMatchObject({
                    ...contents(source()),
                    "_build/o": "file own",
                });
            }
        }),
        { numRuns: 60 },
    );
});

test("a source that changes between the look at it and the copy is not built", async () => {
    makeTree(source(), { a: "1", b: "1" });
    const tree = await look();
    makeTree(source(), { b: "2" });
    await expect(syncWorkspace(tree, workspace(), signal)).rejects.toMatchObject({
        name: "UserError",
        property: "source",
        message:
            "b changed while the source was being copied for the build. " +
            "Run the command again when nothing writes to the source.",
    });
    await sync();
    expect(contents(workspace())).toEqual(contents(source()));
});

test("a source file that vanishes before it is copied is named", async () => {
    makeTree(source(), { a: "1", "lib/b": "1" });
    const tree = await look();
    rmSync(source("lib"), { recursive: true });
    await expect(syncWorkspace(tree, workspace(), signal)).rejects.toMatchObject({
        property: "source",
        message: expect.stringContaining(
            "lib/b cannot be read: it vanished while the source was being read (ENOENT).",
        ),
    });
});

test("a workspace whose manifest is lost is made anew, without what an old source may have left", async () => {
    makeTree(source(), { a: "1" });
    await sync();
    makeTree(workspace(), { old: "" });
    rmSync(`${workspace()}.manifest`);
    await sync();
    expect(contents(workspace())).toEqual({ a: "file 1" });
});

test("a workspace that is gone is made anew, whatever its manifest says", async () => {
    makeTree(source(), { a: "1" });
    await sync();
    rmSync(workspace(), { recursive: true });
    await sync();
    expect(contents(workspace())).toEqual({ a: "file 1" });
});

test("a cancelled call copies no further", async () => {
    makeTree(source(), { a: "1" });
    const controller = new AbortController();
    controller.abort(new Error("Ctrl-C"));
    await expect(syncWorkspace(await look(), workspace(), controller.signal)).rejects.toThrow("Ctrl-C");
});
