import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
    chmodSync,
    existsSync,
    linkSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    renameSync,
    rmSync,
    statSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { storeLayout } from "../../../../../provider/artifact/layout";
import { lookAtFolder, type FolderLook } from "../../../../../provider/build/source/folder/look";
import { readIndex, writeIndex } from "../../../../../provider/build/source/index/index-file";
import type { Request } from "../../../../../provider/build/source/request";
import { makeTree, temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const web = (path = "."): string => join(folder(), "web", path);

function look(changes: Partial<Request<string>> = {}): Promise<FolderLook> {
    return lookAtFolder({
        source: "./web",
        base: folder(),
        ignore: [],
        outputs: [],
        layout: storeLayout(join(folder(), "store")),
        signal: new AbortController().signal,
        ...changes,
    });
}

/** By a provider that has never seen the tree. */
async function hashAfresh(): Promise<string> {
    const { hash } = await look({ layout: storeLayout(join(folder(), `store ${Math.random()}`)) });
    return hash;
}

describe("the source hash", () => {
    const tree = { "config.ml": "let", "lib/x.ml": "x", "run.sh": { script: "run" }, link: { link: "lib" } };

    test("is the same for the same tree elsewhere, made by others at another time with another umask", async () => {
        makeTree(web(), tree);
        const { hash } = await look();
        chmodSync(web("config.ml"), 0o600);
        chmodSync(web("run.sh"), 0o700);
        chmodSync(web("lib"), 0o700);
        utimesSync(web("lib/x.ml"), 1, 1);
        makeTree(web("empty"), {});
        renameSync(web(), join(folder(), "moved"));
        expect((await look({ source: join(folder(), "moved") })).hash).toBe(hash);
    });

    test.each<[string, () => void]>([
        [
            "a byte",
            () => {
                writeFileSync(web("lib/x.ml"), "y");
            },
        ],
        [
            "a file's name",
            () => {
                renameSync(web("lib/x.ml"), web("lib/X.ml"));
            },
        ],
        [
            "an execute bit",
            () => {
                chmodSync(web("config.ml"), 0o755);
            },
        ],
        [
            "a symlink's text",
            () => {
                rmSync(web("link"));
                makeTree(web(), { link: { link: "./lib" } });
            },
        ],
        [
            "a new file",
            () => {
                makeTree(web(), { new: "" });
            },
        ],
        [
            "a file less",
            () => {
                rmSync(web("run.sh"));
            },
        ],
    ])("changes with %s", async (_, change) => {
        makeTree(web(), tree);
        const { hash } = await look();
        change();
        const again = await look();
        expect(again.hash).not.toBe(hash);
        expect(again.hash).toBe(await hashAfresh());
    });

    test("does not count a store in the source that is reached by another way, there already or not yet", async () => {
        makeTree(web(), tree);
        makeTree(folder(), { "by another way": { link: "web" } });
        const layout = storeLayout(join(folder(), "by another way", "store"));
        const { hash } = await look({ layout });
        expect(existsSync(web("store"))).toBe(true);
        makeTree(web("store"), { more: "1" });
        expect((await look({ layout })).hash).toBe(hash);
        expect((await look({ layout, ignore: ["/store/"] })).hash).toBe(hash);
    });

    test("does not count what ignore rules and the toolchain leave out, nor a store in the source", async () => {
        makeTree(web(), { ...tree, ".gitignore": "*.o" });
        const layout = storeLayout(web("my [store]"));
        const request = { ignore: ["docs"], outputs: ["_build/"], layout };
        const { hash, listing } = await look(request);
        makeTree(web(), { "lib/x.o": "", "docs/a": "", "_build/b": "", ".git/HEAD": "" });
        expect((await look(request)).hash).toBe(hash);
        expect(listing.map(({ path }) => path)).toEqual([
            ".gitignore",
            "config.ml",
            "lib/x.ml",
            "link",
            "run.sh",
        ]);
    });

    test("counts what the user takes back from .gitignore files and the toolchain's outputs", async () => {
        makeTree(web(), { ".gitignore": "/gen", a: "", "gen/b": "", "dist/c": "" });
        const { listing } = await look({ ignore: ["!gen", "!dist"], outputs: ["dist"] });
        expect(listing.map(({ path }) => path)).toEqual([".gitignore", "a", "dist/c", "gen/b"]);
    });

    test("is of the tree as it is, whatever has happened to it since the last look", async () => {
        makeTree(web(), { "0": "0" });
        const name = fc.constantFrom("a", "b", "d/a", "d/e/a");
        const content = fc.constantFrom("1", "2", "22");
        const edit = fc.oneof(
            fc.record({ kind: fc.constant("write" as const), name, content }),
            fc.record({ kind: fc.constant("write and turn back the clock" as const), name, content }),
            fc.record({ kind: fc.constant("replace" as const), name, content }),
            fc.record({ kind: fc.constant("remove" as const), name }),
        );
        const apply = (made: typeof edit extends fc.Arbitrary<infer Edit> ? Edit : never): void => {
            const path = web(made.name);
            if (made.kind === "remove") {
                rmSync(path, { force: true });
                return;
            }
            const times = statSync(path, { throwIfNoEntry: false });
            if (made.kind === "replace") rmSync(path, { force: true });
            makeTree(web(), { [made.name]: made.content });
            if (made.kind === "write and turn back the clock" && times)
                utimesSync(path, times.atime, times.mtime);
        };
        await fc.assert(
            fc.asyncProperty(fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 4 }), async (rounds) => {
                for (const edits of rounds) {
                    edits.forEach(apply);
                    expect((await look()).hash).toBe(await hashAfresh());
                }
            }),
            { numRuns: 25 },
        );
    });
});

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

describe("a source that cannot be used says what is expected:", () => {
    const refusal = (message: string): unknown =>
        expect.objectContaining({ name: "UserError", property: "source", message });
    const expected = "A source is a folder with the unikernel's code, relative to the Pulumi project";

    test("missing", async () => {
        await expect(look()).rejects.toEqual(
            refusal(`There is no folder ./web: looked for ${web()}. ${expected}.`),
        );
        makeTree(folder(), { file: "" });
        await expect(look({ source: "file/web" })).rejects.toThrow("There is no folder file/web");
    });

    test("a file", async () => {
        makeTree(folder(), { web: "" });
        await expect(look()).rejects.toEqual(
            refusal(`./web is not a folder. ${expected}: name the one that holds it.`),
        );
    });

    test("empty", async () => {
        makeTree(web(), {});
        await expect(look()).rejects.toEqual(refusal(`The folder ./web is empty. ${expected}.`));
    });

    test("all ignored", async () => {
        makeTree(web(), { ".gitignore": "*", a: "" });
        await expect(look()).rejects.toEqual(
            refusal(
                "Ignore rules leave out everything that is in the folder ./web. " +
                    "Look into `ignore`, and into the .gitignore files in it and above it.",
            ),
        );
    });

    test("with a broken symlink", async () => {
        makeTree(web(), { l: { link: "../store" } });
        await expect(look()).rejects.toThrow("l is a symlink to ../store, outside of the source");
    });
});

describe("what this user may not read is named, not hashed as if it were empty:", () => {
    const advice = "Make it readable, or leave it out: name it in `ignore` or in a .gitignore file.";

    /** Permissions mean nothing to root. */
    async function asAnotherUser(action: () => Promise<unknown>): Promise<void> {
        const isRoot = process.geteuid?.() === 0;
        if (isRoot) process.seteuid?.(65534);
        try {
            await action();
        } finally {
            if (isRoot) process.seteuid?.(0);
        }
    }

    test.each<[string, string, number, string]>([
        ["a file", "lib/secret", 0o000, `lib/secret cannot be read: permission denied (EACCES). ${advice}`],
        ["a folder", "lib", 0o000, `lib/ cannot be read: permission denied (EACCES). ${advice}`],
        [
            "a folder whose files cannot be looked at",
            "lib",
            0o444,
            `lib/secret cannot be read: permission denied (EACCES). ${advice}`,
        ],
        ["the source itself", ".", 0o000, "The folder ./web cannot be read: permission denied (EACCES)."],
    ])("%s", async (_, path, mode, message) => {
        makeTree(web(), { a: "", "lib/secret": "x" });
        chmodSync(web(path), mode);
        await asAnotherUser(async () => {
            await expect(look()).rejects.toMatchObject({ name: "UserError", property: "source", message });
        });
        chmodSync(web(path), 0o755);
    });
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
