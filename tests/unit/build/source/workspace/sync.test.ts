import { expect, test } from "@jest/globals";
import { chmodSync, lstatSync, rmSync, statSync, writeFileSync } from "node:fs";
import { syncWorkspace } from "../../../../../provider/build/source/workspace/sync";
import { contents } from "../contents";
import { makeTree } from "../temporary-folder";
import { signal, workspaceWorld } from "./world";

const { source, workspace, look, sync } = workspaceWorld();

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
