import { describe, expect, test } from "@jest/globals";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitWorld } from "./world";

const { web, layout, look, workspaceOf } = gitWorld();

describe("a source in git", () => {
    test("is the files of its commit, whatever else is in the working tree", async () => {
        const commit = web().commit({
            a: "1",
            "lib/run": { script: "2" },
            l: { link: "lib" },
            ".gitignore": "*.c",
            "x.c": "",
        });
        web().commit({ b: "" });
        writeFileSync(join(web().folder, "b"), "edited");
        const found = await look({ commit });
        expect(found).toMatchObject({ commit, entries: new Set([".gitignore", "a", "lib", "l", "x.c"]) });
        expect(await workspaceOf(found)).toEqual({
            ".gitignore": "file *.c",
            a: "file 1",
            l: "symlink lib",
            "lib/run": "executable 2",
            "x.c": "file ",
        });
        expect(readdirSync(layout().staging)).toEqual([]);
    });

    test("may be a folder of the repository, without what the Image and the toolchain leave out", async () => {
        web().commit({ "apps/web/a": "1", "apps/web/docs/b": "", "apps/web/dist/c": "", d: "" });
        const found = await look(
            { path: "apps//web/" },
            { ignore: ["docs"], outputs: (names) => [...names].filter((name) => name === "dist") },
        );
        expect(await workspaceOf(found)).toEqual({ a: "file 1" });
    });

    test("moves with its branch, incrementally", async () => {
        web().commit({ a: "1", b: "1" });
        const before = await look({ branch: "main" });
        await workspaceOf(before);
        const { ino } = statSync(join(layout().workspaces, "web/a"));
        web().commit({ a: "1", b: "2", c: "" });
        const after = await look({ branch: "main" });
        expect(after.hash).not.toBe(before.hash);
        expect(await workspaceOf(after)).toEqual({ a: "file 1", b: "file 2", c: "file " });
        expect(statSync(join(layout().workspaces, "web/a")).ino).toBe(ino);
        const [from, to] = [before, after].map((look) =>
            look.kind === "git" ? look.commit.slice(0, 12) : "",
        );
        expect(after.describeChange(before.hash)).toBe(`branch main moved from ${from ?? ""} to ${to ?? ""}`);
        expect(before.describeChange(before.hash)).toBeUndefined();
        const pinned = await look({ commit: after.kind === "git" ? after.commit : "" });
        const change = `the commit changed from ${from ?? ""} to ${to ?? ""}`;
        expect(pinned.describeChange(before.hash)).toBe(change);
    });

    test("is the default branch's head when nothing else is said", async () => {
        web().git("checkout", "--quiet", "-b", "trunk");
        const commit = web().commit({ a: "" });
        expect(await look()).toMatchObject({ commit });
    });

    test.each(["plain", "annotated"])("stays at its %s tag", async (kind) => {
        const commit = web().commit({ a: "" });
        web().git("tag", ...(kind === "annotated" ? ["--annotate", "--message=x"] : []), "v1");
        web().commit({ b: "" });
        expect(await look({ tag: "v1" })).toMatchObject({ commit });
    });

    test("has the same hash by any name, and another for another folder or other ignore rules", async () => {
        const commit = web().commit({ "a/b": "" });
        const { hash } = await look({ commit });
        expect(hash).toMatch(new RegExp(`^git:${commit}:[0-9a-f]{16}$`));
        expect((await look({ branch: "main", path: "./" })).hash).toBe(hash);
        expect((await look({ git: `file://${web().folder}` })).hash).toBe(hash);
        expect((await look({ path: "a" })).hash).not.toBe(hash);
        expect((await look({}, { ignore: ["x"] })).hash).not.toBe(hash);
    });
});
