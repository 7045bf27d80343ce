import { describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { readdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pruneStore } from "../../../../../provider/artifact/prune";
import { gitWorld } from "./world";

const { folder, web, layout, look, workspaceOf } = gitWorld();

test("a mirror is not pruned between the look at a commit that it has and the build", async () => {
    const commit = web().commit({ a: "1" });
    await look({ commit });
    const [name = ""] = readdirSync(layout().git);
    const mirror = join(layout().git, name);
    for (const part of ["", ...readdirSync(mirror, { recursive: true, encoding: "utf8" })])
        utimesSync(join(mirror, part), 1, 1);
    const found = await look({ commit });
    await pruneStore(layout(), 0);
    expect(await workspaceOf(found)).toEqual({ a: "file 1" });
});

describe("a source in git", () => {
    test("at a commit is looked at without the repository once it has been fetched", async () => {
        const commit = web().commit({ a: "" });
        const { hash } = await look({ commit });
        renameSync(web().folder, join(folder(), "elsewhere"));
        expect((await look({ commit })).hash).toBe(hash);
    });

    test("is fetched whole from a server that gives out no single commits", async () => {
        const commit = web().commit({ a: "old" });
        web().commit({ a: "new" });
        // By the newest protocol every server does.
        process.env.HOME = folder();
        writeFileSync(join(folder(), ".gitconfig"), "[protocol]\nversion = 0\n");
        expect(await workspaceOf(await look({ commit }))).toEqual({ a: "file old" });
    });

    test("is fetched once by many Images at the same time", async () => {
        web().commit({ a: "" });
        const looks = await Promise.all(Array.from({ length: 4 }, () => look()));
        expect(new Set(looks.map(({ hash }) => hash)).size).toBe(1);
        expect(readdirSync(layout().git)).toHaveLength(1);
    });

    test("is fetched whole although a killed git has left nothing of it but the commit itself", async () => {
        web().commit({ a: "1" });
        await look();
        const [mirror = ""] = readdirSync(layout().git);
        const commit = web().commit({ a: "2" });
        const object = web().git("cat-file", "commit", commit);
        const written = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--stdin"], {
            ...{ cwd: join(layout().git, mirror), input: `${object}\n`, encoding: "utf8" },
        });
        expect(written.trim()).toBe(commit);
        expect(await workspaceOf(await look({ commit }))).toEqual({ a: "file 2" });
    });

    test("is fetched although a killed git has left its locks in the mirror", async () => {
        web().commit({ a: "1" });
        await look();
        const [mirror = ""] = readdirSync(layout().git);
        for (const lock of ["shallow.lock", "config.lock"])
            writeFileSync(join(layout().git, mirror, lock), "");
        web().commit({ a: "2" });
        expect(await workspaceOf(await look())).toEqual({ a: "file 2" });
    });
});
