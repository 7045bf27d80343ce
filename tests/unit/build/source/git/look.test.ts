import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storeLayout, type StoreLayout } from "../../../../../provider/artifact/layout";
import { pruneStore } from "../../../../../provider/artifact/prune";
import { ignoreRules } from "../../../../../provider/build/source/ignore/rules";
import { lookAtSource, prepareWorkspace, type Look } from "../../../../../provider/build/source/look";
import type { Request } from "../../../../../provider/build/source/request";
import type { GitSource } from "../../../../../provider/build/source/types";
import { walk } from "../../../../../provider/build/source/walk";
import { temporaryFolder } from "../temporary-folder";
import { makeRepository, type Repository } from "./repository";

const folder = temporaryFolder();
let web: Repository;
let layout: StoreLayout;

const { HOME, PATH } = process.env;

afterEach(() => {
    Object.assign(process.env, { HOME, PATH });
});

beforeEach(() => {
    web = makeRepository(join(folder(), "web"));
    layout = storeLayout(join(folder(), "store"));
});

function look(source: Partial<GitSource> = {}, changes: Partial<Request<GitSource>> = {}): Promise<Look> {
    return lookAtSource({
        source: { git: "./web", ...source },
        base: folder(),
        ignore: [],
        outputs: [],
        layout,
        signal: new AbortController().signal,
        ...changes,
    });
}

/** What a build finds in its workspace. */
async function workspaceOf(look: Look): Promise<Record<string, string>> {
    const workspace = join(layout.workspaces, "web");
    await prepareWorkspace(look, workspace, new AbortController().signal);
    return Object.fromEntries(
        [...walk(workspace, ignoreRules([], { honoursFiles: false }))].map(({ path, kind, linkTarget }) => [
            path,
            `${kind} ${linkTarget ?? readFileSync(join(workspace, path), "utf8")}`,
        ]),
    );
}

describe("a mirror", () => {
    test("is not pruned between the look at a commit that it has and the build", async () => {
        const commit = web.commit({ a: "1" });
        await look({ commit });
        const [name = ""] = readdirSync(layout.git);
        const mirror = join(layout.git, name);
        for (const part of ["", ...readdirSync(mirror, { recursive: true, encoding: "utf8" })])
            utimesSync(join(mirror, part), 1, 1);
        const found = await look({ commit });
        await pruneStore(layout, 0);
        expect(await workspaceOf(found)).toEqual({ a: "file 1" });
    });
});

describe("a source in git", () => {
    test("is the files of its commit, whatever else is in the working tree", async () => {
        const commit = web.commit({
            a: "1",
            "lib/run": { script: "2" },
            l: { link: "lib" },
            ".gitignore": "*.c",
            "x.c": "",
        });
        web.commit({ b: "" });
        writeFileSync(join(web.folder, "b"), "edited");
        const found = await look({ commit });
        expect(found).toMatchObject({ commit, entries: new Set([".gitignore", "a", "lib", "l", "x.c"]) });
        expect(await workspaceOf(found)).toEqual({
            ".gitignore": "file *.c",
            a: "file 1",
            l: "symlink lib",
            "lib/run": "executable 2",
            "x.c": "file ",
        });
        expect(readdirSync(layout.staging)).toEqual([]);
    });

    test("may be a folder of the repository, without what the Image and the toolchain leave out", async () => {
        web.commit({ "apps/web/a": "1", "apps/web/docs/b": "", "apps/web/dist/c": "", d: "" });
        const found = await look(
            { path: "apps//web/" },
            { ignore: ["docs"], outputs: (names) => [...names].filter((name) => name === "dist") },
        );
        expect(await workspaceOf(found)).toEqual({ a: "file 1" });
    });

    test("moves with its branch, incrementally", async () => {
        web.commit({ a: "1", b: "1" });
        const before = await look({ branch: "main" });
        await workspaceOf(before);
        const { ino } = statSync(join(layout.workspaces, "web/a"));
        web.commit({ a: "1", b: "2", c: "" });
        const after = await look({ branch: "main" });
        expect(after.hash).not.toBe(before.hash);
        expect(await workspaceOf(after)).toEqual({ a: "file 1", b: "file 2", c: "file " });
        expect(statSync(join(layout.workspaces, "web/a")).ino).toBe(ino);
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
        web.git("checkout", "--quiet", "-b", "trunk");
        const commit = web.commit({ a: "" });
        expect(await look()).toMatchObject({ commit });
    });

    test.each(["plain", "annotated"])("stays at its %s tag", async (kind) => {
        const commit = web.commit({ a: "" });
        web.git("tag", ...(kind === "annotated" ? ["--annotate", "--message=x"] : []), "v1");
        web.commit({ b: "" });
        expect(await look({ tag: "v1" })).toMatchObject({ commit });
    });

    test("has the same hash by any name, and another for another folder or other ignore rules", async () => {
        const commit = web.commit({ "a/b": "" });
        const { hash } = await look({ commit });
        expect(hash).toMatch(new RegExp(`^git:${commit}:[0-9a-f]{16}$`));
        expect((await look({ branch: "main", path: "./" })).hash).toBe(hash);
        expect((await look({ git: `file://${web.folder}` })).hash).toBe(hash);
        expect((await look({ path: "a" })).hash).not.toBe(hash);
        expect((await look({}, { ignore: ["x"] })).hash).not.toBe(hash);
    });

    test("at a commit is looked at without the repository once it has been fetched", async () => {
        const commit = web.commit({ a: "" });
        const { hash } = await look({ commit });
        renameSync(web.folder, join(folder(), "elsewhere"));
        expect((await look({ commit })).hash).toBe(hash);
    });

    test("is fetched whole from a server that gives out no single commits", async () => {
        const commit = web.commit({ a: "old" });
        web.commit({ a: "new" });
        // By the newest protocol every server does.
        process.env.HOME = folder();
        writeFileSync(join(folder(), ".gitconfig"), "[protocol]\nversion = 0\n");
        expect(await workspaceOf(await look({ commit }))).toEqual({ a: "file old" });
    });

    test("is fetched once by many Images at the same time", async () => {
        web.commit({ a: "" });
        const looks = await Promise.all(Array.from({ length: 4 }, () => look()));
        expect(new Set(looks.map(({ hash }) => hash)).size).toBe(1);
        expect(readdirSync(layout.git)).toHaveLength(1);
    });

    test("is fetched whole although a killed git has left nothing of it but the commit itself", async () => {
        web.commit({ a: "1" });
        await look();
        const [mirror = ""] = readdirSync(layout.git);
        const commit = web.commit({ a: "2" });
        const object = web.git("cat-file", "commit", commit);
        const written = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--stdin"], {
            ...{ cwd: join(layout.git, mirror), input: `${object}\n`, encoding: "utf8" },
        });
        expect(written.trim()).toBe(commit);
        expect(await workspaceOf(await look({ commit }))).toEqual({ a: "file 2" });
    });

    test("is fetched although a killed git has left its locks in the mirror", async () => {
        web.commit({ a: "1" });
        await look();
        const [mirror = ""] = readdirSync(layout.git);
        for (const lock of ["shallow.lock", "config.lock"]) writeFileSync(join(layout.git, mirror, lock), "");
        web.commit({ a: "2" });
        expect(await workspaceOf(await look())).toEqual({ a: "file 2" });
    });
});

describe("a source in git that cannot be used says why:", () => {
    const refused = async (source: Partial<GitSource>, message: string | RegExp): Promise<void> => {
        await expect(look(source)).rejects.toMatchObject({
            name: "UserError",
            property: "source",
            message: typeof message === "string" ? message : expect.stringMatching(message),
        });
    };

    test("no such branch, tag, commit or folder", async () => {
        const commit = web.commit({ a: "" });
        const missing = "0123456789abcdef0123456789abcdef01234567";
        await refused({ branch: "dev" }, `${web.folder} does not have branch dev.`);
        await refused({ tag: "v1" }, `${web.folder} does not have tag v1.`);
        await refused(
            { commit: missing },
            `${web.folder} has no commit ${missing} on any of its branches and tags.`,
        );
        await refused(
            { commit, path: "lib" },
            `There is no folder lib in commit ${commit.slice(0, 12)}. \`path\` is relative to the repository's top.`,
        );
        await refused({ commit, path: "a" }, /^There is no folder a in commit/);
        await refused({ commit, path: "../x" }, /^The path \.\.\/x is not a folder in the repository/);
    });

    test("no repository there", async () => {
        await refused(
            { git: "./none" },
            `${join(folder(), "none")} cannot be asked for the default branch:\n` +
                `fatal: '${join(folder(), "none")}' does not appear to be a git repository\n` +
                "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.",
        );
    });

    test("a server that does not answer, without the credentials in its address", async () => {
        await refused(
            { git: "http://me:secret@127.0.0.1:1/web" },
            /^http:\/\/\*\*\*@127\.0\.0\.1:1\/web cannot be asked for the default branch:\n(?!.*secret)/s,
        );
    });

    test("a submodule", async () => {
        web.commit({ a: "" });
        const commit = web.commit({ b: "" });
        web.git("update-index", "--add", "--cacheinfo", `160000,${commit},vendor/lib`);
        web.git("commit", "--quiet", "--message=x");
        await expect(look().then(workspaceOf)).rejects.toMatchObject({
            property: "source",
            message:
                "vendor/lib is a git submodule, which a git source does not fetch. " +
                "Check the repository out with its submodules and give that folder as the source.",
        });
    });

    test("git itself is missing", async () => {
        process.env.PATH = "/nowhere";
        await refused({}, /^git cannot be run: .*\. A git source needs it\. Install it: `apt install git`/);
    });
});
