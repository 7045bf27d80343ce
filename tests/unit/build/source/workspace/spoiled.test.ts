import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { chmodSync, lstatSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { syncWorkspace } from "../../../../../provider/build/source/workspace/sync";
import { contents } from "../contents";
import { makeTree, type Made } from "../temporary-folder";
import { signal, workspaceWorld } from "./world";

const { folder, source, workspace, look, sync } = workspaceWorld();

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
