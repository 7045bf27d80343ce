import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { chmodSync, existsSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storeLayout } from "../../../../../provider/artifact/layout";
import { makeTree } from "../temporary-folder";
import { sourceWorld } from "./world";

const { folder, web, look, hashAfresh } = sourceWorld();

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
